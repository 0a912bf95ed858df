namespace SmsPlatform.FaultTests.Harness;

/// <summary>The programs that were built beside this one, in the same configuration.</summary>
internal static class Builds
{
    private static readonly DirectoryInfo Here = new(AppContext.BaseDirectory);

    public static string Root { get; } = FindRoot();

    public static string Platform => Of("src/WebApi", "SmsPlatform.WebApi.dll");

    public static string Sandbox => Of("tools/Sandbox", "SmsPlatform.Sandbox.dll");

    public static string FaultPoints => Of("tests/FaultPoints", "SmsPlatform.FaultPoints.dll");

    private static string Of(string project, string assembly) =>
        Path.Combine(Root, project, "bin", Here.Parent!.Name, Here.Name, assembly);

    private static string FindRoot()
    {
        var root = Here;
        while (!File.Exists(Path.Combine(root.FullName, "SmsPlatform.sln")))
        {
            root = root.Parent ?? throw new InvalidOperationException($"{Here} is not inside the solution.");
        }

        return root.FullName;
    }
}
