using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace SmsPlatform.FaultTests.Harness;

/// <summary>Stands between two processes and does to their connections what networks do.</summary>
internal sealed class TcpProxy : IAsyncDisposable
{
    private const int BufferSize = 16 * 1024;
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(60);

    private readonly Socket _listener = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
    private readonly ConcurrentDictionary<Connection, bool> _connections = new();
    private readonly CancellationTokenSource _ending = new();
    private readonly Task _accepting;
    private volatile EndPoint[] _targets;
    private volatile bool _refuses;
    private volatile bool _losesAnswers;
    private volatile Task _stalled = Task.CompletedTask;
    private int _next;

    /// <param name="targets">Several: as a load balancer, in turns, and on to the next when one cannot be reached.</param>
    public TcpProxy(params EndPoint[] targets)
    {
        _targets = targets;
        Port = Ports.Free();
        _listener.Bind(new IPEndPoint(IPAddress.Loopback, Port));
        _listener.Listen();
        _accepting = AcceptAsync();
    }

    public int Port { get; }

    /// <summary>Where new connections lead; those that stand stay.</summary>
    public void LeadTo(params EndPoint[] targets) => _targets = targets;

    /// <summary>Ends every connection with a reset.</summary>
    public void Cut()
    {
        foreach (var connection in _connections.Keys)
        {
            connection.Reset();
        }
    }

    /// <summary>Cuts, and refuses new connections for a while.</summary>
    public async Task RefuseAsync(TimeSpan time)
    {
        _refuses = true;
        Cut();
        await Task.Delay(time);
        _refuses = false;
    }

    /// <summary>For a while nothing comes through, in either direction; then everything does.</summary>
    public async Task StallAsync(TimeSpan time)
    {
        var over = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _stalled = over.Task;
        await Task.Delay(time);
        _stalled = Task.CompletedTask;
        over.SetResult();
    }

    /// <summary>For a while requests come through, and in place of each answer the connection ends.</summary>
    public async Task LoseAnswersAsync(TimeSpan time)
    {
        _losesAnswers = true;
        await Task.Delay(time);
        _losesAnswers = false;
    }

    public async ValueTask DisposeAsync()
    {
        await _ending.CancelAsync();
        _listener.Dispose();
        Cut();
        await _accepting;
        _ending.Dispose();
    }

    private async Task AcceptAsync()
    {
        while (!_ending.IsCancellationRequested)
        {
            try
            {
                var client = await _listener.AcceptAsync(_ending.Token);
                _ = ServeAsync(client);
            }
            catch (Exception exception) when (exception is OperationCanceledException or SocketException or ObjectDisposedException)
            {
                // Ending, or a client that was gone before it was taken.
            }
        }
    }

    private async Task ServeAsync(Socket client)
    {
        if (_refuses || await ConnectAsync() is not { } server)
        {
            Connection.Reset(client);
            return;
        }

        client.NoDelay = true;
        var connection = new Connection(client, server);
        _connections[connection] = true;
        await Task.WhenAll(PumpAsync(connection, client, server, isAnswer: false), PumpAsync(connection, server, client, isAnswer: true));
        _connections.TryRemove(connection, out _);
        client.Dispose();
        server.Dispose();
    }

    private async Task<Socket?> ConnectAsync()
    {
        var targets = _targets;
        for (var tries = 0; tries < targets.Length; tries++)
        {
            var target = targets[(uint)Interlocked.Increment(ref _next) % targets.Length];
            var isUnix = target is UnixDomainSocketEndPoint;
            var server = new Socket(target.AddressFamily, SocketType.Stream, isUnix ? ProtocolType.Unspecified : ProtocolType.Tcp);
            try
            {
                await server.ConnectAsync(target);
                if (!isUnix)
                {
                    server.NoDelay = true;
                }

                return server;
            }
            catch (SocketException)
            {
                server.Dispose();
            }
        }

        return null;
    }

    private async Task PumpAsync(Connection connection, Socket from, Socket to, bool isAnswer)
    {
        var buffer = new byte[BufferSize];
        try
        {
            while (await from.ReceiveAsync(buffer) is > 0 and var length)
            {
                await _stalled.WaitAsync(LongestWait, _ending.Token);
                if (isAnswer && connection.LosesItsAnswer)
                {
                    break;
                }

                connection.LosesItsAnswer |= !isAnswer && _losesAnswers;
                for (var sent = 0; sent < length;)
                {
                    sent += await to.SendAsync(buffer.AsMemory(sent, length - sent));
                }
            }

            if (!connection.LosesItsAnswer)
            {
                to.Shutdown(SocketShutdown.Send);
                return;
            }
        }
        catch (Exception exception) when (exception is SocketException or ObjectDisposedException or OperationCanceledException)
        {
            // One side has gone: so shall the other.
        }

        connection.Reset();
    }

    private sealed class Connection(Socket client, Socket server)
    {
        public volatile bool LosesItsAnswer;

        public void Reset()
        {
            Reset(client);
            Reset(server);
        }

        public static void Reset(Socket socket)
        {
            try
            {
                socket.LingerState = new LingerOption(enable: true, seconds: 0);
                socket.Close();
            }
            catch (Exception exception) when (exception is SocketException or ObjectDisposedException)
            {
                // Gone already.
            }
        }
    }
}
