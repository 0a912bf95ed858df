namespace SmsPlatform.EfDesign;

/// <summary>Exists so that <c>dotnet ef</c> has an assembly to start; the context comes from its own design-time factory.</summary>
internal static class Program
{
    private static void Main()
    {
    }
}
