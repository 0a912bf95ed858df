using System.Collections.Concurrent;
using System.Globalization;
using System.Net.Sockets;

namespace SmsPlatform.FaultPoints;

/// <summary>
/// The harness's hand in this process. It says at which passage of which point a call shall wait, hears when one does, and lets it go;
/// what it does meanwhile, to this process or around it, is its own affair.
/// </summary>
/// <remarks>
/// Lines over a unix socket. From here: <c>hello PID</c>, <c>reached ID</c>. From there: <c>arm ID POINT STAGE NTH</c>, <c>release ID</c>,
/// <c>clear</c>, and once <c>go</c>, before which the program does not begin. When the harness is gone, nothing waits any more.
/// </remarks>
internal sealed class Control
{
    /// <summary>The environment variable that names the harness's socket.</summary>
    public const string Variable = "FAULT_POINTS";

    private readonly ConcurrentDictionary<int, Arm> _arms = new();
    private readonly StreamReader _reader;
    private readonly StreamWriter _writer;

    private Control(Stream stream)
    {
        _reader = new StreamReader(stream);
        _writer = new StreamWriter(stream) { AutoFlush = true };
    }

    public static Control Connect(string path)
    {
        var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        socket.Connect(new UnixDomainSocketEndPoint(path));
        var control = new Control(new NetworkStream(socket, ownsSocket: true));
        control.Say($"hello {Environment.ProcessId}");
        while (control._reader.ReadLine() is { } line && line != "go")
        {
            control.Hear(line);
        }

        // A thread of its own: it must hear even when every thread of the pool waits.
        new Thread(control.Listen) { IsBackground = true, Name = "fault points" }.Start();
        return control;
    }

    public Task ReachAsync(string point, string stage)
    {
        foreach (var (id, arm) in _arms)
        {
            if (arm.Stage == stage && arm.Point == point && arm.CountDown())
            {
                Say($"reached {id}");
                return arm.Released;
            }
        }

        return Task.CompletedTask;
    }

    private void Listen()
    {
        try
        {
            while (_reader.ReadLine() is { } line)
            {
                Hear(line);
            }
        }
        catch (IOException)
        {
            // As good as the end.
        }

        Clear();
    }

    private void Hear(string line)
    {
        switch (line.Split(' '))
        {
            case ["arm", var id, var point, var stage, var nth]:
                _arms[Number(id)] = new Arm(point, stage, Number(nth));
                break;
            case ["release", var id]:
                if (_arms.TryRemove(Number(id), out var arm))
                {
                    arm.Release();
                }

                break;
            case ["clear"]:
                Clear();
                break;
        }
    }

    private void Clear()
    {
        foreach (var id in _arms.Keys)
        {
            if (_arms.TryRemove(id, out var arm))
            {
                arm.Release();
            }
        }
    }

    private void Say(string line)
    {
        lock (_writer)
        {
            try
            {
                _writer.WriteLine(line);
            }
            catch (IOException)
            {
                // Nobody listens any more.
            }
        }
    }

    private static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);

    private sealed class Arm(string point, string stage, int nth)
    {
        private readonly TaskCompletionSource _released = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private int _left = nth;

        public string Point { get; } = point;

        public string Stage { get; } = stage;

        public Task Released => _released.Task;

        /// <summary>True for the one passage that is meant.</summary>
        public bool CountDown() => Interlocked.Decrement(ref _left) == 0;

        public void Release() => _released.TrySetResult();
    }
}
