using System.Runtime.InteropServices;

namespace SmsPlatform.FaultTests.Harness;

/// <summary>What one process can do to another.</summary>
internal static partial class Signals
{
    private const int SigKill = 9;
    private const int SigTerm = 15;
    private const int SigCont = 18;
    private const int SigStop = 19;

    public static void Kill(int process) => Send(process, SigKill);

    public static void Terminate(int process) => Send(process, SigTerm);

    public static void Freeze(int process) => Send(process, SigStop);

    public static void Thaw(int process) => Send(process, SigCont);

    // One that has ended meanwhile is none of our business any more.
    private static void Send(int process, int signal) => _ = SendSignal(process, signal);

    [LibraryImport("libc", EntryPoint = "kill")]
    private static partial int SendSignal(int process, int signal);
}
