using System.Collections.Concurrent;
using System.Globalization;
using System.Net.Sockets;

namespace SmsPlatform.FaultTests.Harness;

/// <summary>A place in the platform where a call can be made to wait: a stage of a port's method.</summary>
internal readonly record struct Point(string Method, string Stage)
{
    public override string ToString() => $"{Stage} {Method}";
}

/// <summary>The harness's end of the wire to one platform process; the other end is in FaultPoints. It outlives the process.</summary>
internal sealed class PointControl : IAsyncDisposable
{
    /// <summary>Where FaultPoints looks for the socket's path.</summary>
    public const string Variable = "FAULT_POINTS";

    private readonly Socket _listener = new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
    private readonly ConcurrentDictionary<int, Arm> _arms = new();
    private readonly CancellationTokenSource _ending = new();
    private readonly Task _serving;
    private readonly Lock _gate = new();
    private StreamWriter? _writer;
    private int _lastId;

    public PointControl(string path)
    {
        Path = path;
        _listener.Bind(new UnixDomainSocketEndPoint(path));
        _listener.Listen();
        _serving = ServeAsync();
    }

    public string Path { get; }

    /// <summary>What a process needs in its environment to be controlled by this.</summary>
    public IEnumerable<KeyValuePair<string, string>> Settings =>
        [new("DOTNET_STARTUP_HOOKS", Builds.FaultPoints), new(Variable, Path)];

    /// <summary>Lets the n-th call that comes to the point, counted from now, wait there.</summary>
    public Arm Set(Point point, int nth)
    {
        var arm = new Arm(this, Interlocked.Increment(ref _lastId));
        _arms[arm.Id] = arm;
        Say(string.Create(CultureInfo.InvariantCulture, $"arm {arm.Id} {point.Method} {point.Stage} {nth}"));
        return arm;
    }

    /// <summary>Nothing waits any more, nor will it.</summary>
    public void Clear()
    {
        _arms.Clear();
        Say("clear");
    }

    public async ValueTask DisposeAsync()
    {
        await _ending.CancelAsync();
        _listener.Dispose();
        await _serving;
        _ending.Dispose();
    }

    private async Task ServeAsync()
    {
        while (!_ending.IsCancellationRequested)
        {
            try
            {
                using var socket = await _listener.AcceptAsync(_ending.Token);
                await using var stream = new NetworkStream(socket);
                await ServeAsync(stream);
            }
            catch (Exception exception) when (exception is IOException or SocketException or OperationCanceledException or ObjectDisposedException)
            {
                // The process was killed; another will come.
            }
            finally
            {
                lock (_gate)
                {
                    _writer = null;
                }
            }
        }
    }

    private async Task ServeAsync(Stream stream)
    {
        using var reader = new StreamReader(stream);
        await using var writer = new StreamWriter(stream) { AutoFlush = true };
        while (await reader.ReadLineAsync(_ending.Token) is { } line)
        {
            switch (line.Split(' '))
            {
                case ["hello", _]:
                    lock (_gate)
                    {
                        _writer = writer;
                    }

                    Say("go");
                    break;
                case ["reached", var id] when _arms.TryGetValue(int.Parse(id, CultureInfo.InvariantCulture), out var arm):
                    arm.Reach();
                    break;
            }
        }
    }

    private void Say(string line)
    {
        lock (_gate)
        {
            try
            {
                _writer?.WriteLine(line);
            }
            catch (Exception exception) when (exception is IOException or ObjectDisposedException)
            {
                // It was killed just now.
            }
        }
    }

    /// <summary>One call that is to wait at a point.</summary>
    internal sealed class Arm(PointControl control, int id)
    {
        private readonly TaskCompletionSource _reached = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public int Id { get; } = id;

        /// <summary>Ends when the call has come there and waits.</summary>
        public Task Reached => _reached.Task;

        /// <summary>The call goes on; or, when it never came, it is no longer waited for.</summary>
        public void Release()
        {
            control._arms.TryRemove(Id, out _);
            control.Say(string.Create(CultureInfo.InvariantCulture, $"release {Id}"));
        }

        internal void Reach() => _reached.TrySetResult();
    }
}
