using SmsPlatform.FaultPoints;

// The runtime looks for exactly this: a type of this name, outside of any namespace, with this method. It runs before Main.
#pragma warning disable CA1050
internal static class StartupHook
{
    public static void Initialize()
    {
        if (Environment.GetEnvironmentVariable(Control.Variable) is { Length: > 0 } socket)
        {
            PortInterception.Install(Control.Connect(socket));
        }
    }
}
