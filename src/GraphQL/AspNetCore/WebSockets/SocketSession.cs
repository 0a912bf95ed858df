using System.Net.WebSockets;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using SmsPlatform.GraphQL.AspNetCore.Streams;

namespace SmsPlatform.GraphQL.AspNetCore.WebSockets;

/// <summary>One client that speaks <c>graphql-transport-ws</c>, from its first message to the close.</summary>
internal sealed partial class SocketSession : ISocketSession, IDisposable
{
    private static readonly TimeSpan CloseTimeout = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan AuthorizationInterval = TimeSpan.FromSeconds(30);

    private readonly HttpContext _context;
    private readonly WebSocket _socket;
    private readonly GraphQLBackend _backend;
    private readonly SocketServices _services;
    private readonly GraphQLSocketOptions _options;
    private readonly ILogger _logger;
    private readonly SendQueue _output;
    private readonly SocketOperations _operations = new();
    private readonly CancellationTokenSource _ended;
    private readonly TaskCompletionSource _initialized = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private OpenStream _registration;
    private bool _initializing;
    private bool _acknowledged;
    private long _lastHeard;

    public SocketSession(
        HttpContext context, WebSocket socket, GraphQLBackend backend, GraphQLSocketOptions options, SocketServices services)
    {
        _context = context;
        _socket = socket;
        _backend = backend;
        _services = services;
        _options = options;
        _logger = services.Logger;
        _output = new SendQueue(socket, options, services.Clock);
        _ended = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted);
        _lastHeard = services.Clock.GetTimestamp();
        _registration = Registration();
        Connection = new SocketConnection(context, _output);
    }

    public ISocketConnection Connection { get; }

    public void Dispose() => _ended.Dispose();

    /// <summary>Serves the client.</summary>
    public async Task RunAsync()
    {
        var sending = _output.RunAsync();

        // Who signs in with connection_init is counted then: until then all of them may share one proxy's address.
        var limit = IsSignedIn ? _options.MaxConnectionsPerUser : _options.MaxPendingConnectionsPerAddress;

        if (!_services.Registry.TryAdd(_registration, _options.MaxConnections, limit))
        {
            _output.Close(CloseReason.TooManyConnections);
        }

        using var stopping = _services.Stopping.Register(() => _output.Close(CloseReason.GoingAway));
        var watching = WatchAsync();
        var receiving = ReceiveAsync();

        try
        {
            await Task.WhenAny(receiving, _output.Closing);
            await _ended.CancelAsync();
            await EndAsync(sending, receiving);
        }
        finally
        {
            await LeaveAsync(watching);
        }
    }

    private async Task LeaveAsync(Task watching)
    {
        try
        {
            // The context belongs to the host again once the session ends, so nothing may run on.
            await _operations.WhenAllEndedAsync();
            await watching;
        }
        finally
        {
            // Whatever fails: a place that is not given back is lost for as long as the server runs.
            _services.Registry.Remove(_registration);

            if (_backend.SocketInterceptor is { } interceptor)
            {
                await interceptor.OnCloseAsync(this, CancellationToken.None);
            }
        }
    }

    private async Task EndAsync(Task sending, Task receiving)
    {
        if (receiving.IsCompleted)
        {
            // The client closed first, or is gone; its close is answered where it waits for that.
            _output.Close(receiving.IsFaulted ? CloseReason.InternalError : CloseReason.Normal, discardQueued: true);
        }
        else
        {
            var reason = await _output.Closing;
            LogClosing(reason);
            StreamDiagnostics.CountEnd(StreamKind.Socket, $"{reason.Code}");
        }

        await sending;

        try
        {
            await receiving.WaitAsync(CloseTimeout, _services.Clock);
        }
        catch (TimeoutException)
        {
            _socket.Abort();
            await receiving;
        }
    }

    /// <summary>Reads until the client closes or is gone. Once the server is closing, what comes is ignored.</summary>
    private async Task ReceiveAsync()
    {
        using var reader = new SocketReader(_socket, _options.MaxMessageSize);

        try
        {
            while (true)
            {
                var (text, refused) = await reader.ReadAsync(CancellationToken.None);

                if (refused is not null)
                {
                    _output.Close(refused);
                    await SkipToCloseAsync(reader);
                    return;
                }

                if (text is null)
                {
                    return;
                }

                Volatile.Write(ref _lastHeard, _services.Clock.GetTimestamp());

                if (!_output.IsClosing)
                {
                    await HandleAsync(text.Value);
                }
            }
        }
        catch (Exception gone) when (gone is WebSocketException or IOException or ObjectDisposedException or OperationCanceledException)
        {
            // No close, just an end: what a lost network looks like.
        }
    }

    // Messages that were already on their way may come before the client's answer to the close.
    private static async Task SkipToCloseAsync(SocketReader reader)
    {
        while (await reader.ReadAsync(CancellationToken.None) is not (null, null))
        {
        }
    }

    private async ValueTask HandleAsync(ReadOnlyMemory<byte> text)
    {
        if (!SocketMessage.TryParse(text, out var message))
        {
            _output.Close(CloseReason.InvalidMessage);
            return;
        }

        switch (message.Type)
        {
            case SocketMessageType.ConnectionInit:
                await InitializeAsync(message);
                break;
            case SocketMessageType.Ping:
                await AnswerPingAsync(message);
                break;
            case SocketMessageType.Pong when _backend.SocketInterceptor is { } interceptor:
                await interceptor.OnPongAsync(this, Payload(message), _ended.Token);
                break;
            case SocketMessageType.Subscribe:
                Subscribe(message);
                break;
            case SocketMessageType.Complete:
                _operations.End(message.Id!);
                break;
            default:
                break;
        }
    }

    private async ValueTask InitializeAsync(SocketMessage message)
    {
        if (_initializing)
        {
            _output.Close(CloseReason.TooManyInitializations);
            return;
        }

        _initializing = true;

        var status = _backend.SocketInterceptor is { } interceptor
            ? await interceptor.OnConnectAsync(this, Payload(message), _ended.Token)
            : ConnectionStatus.Accept();

        if (!status.Accepted)
        {
            _output.Close(CloseReason.Unauthorized with { Message = status.Message });
        }
        else if (!TryRegisterUser())
        {
            _output.Close(CloseReason.TooManyConnections);
        }
        else
        {
            _acknowledged = true;
            _output.Send(SocketFrame.Acknowledge(Encode(status.Extensions)));
        }

        _initialized.TrySetResult();
    }

    private async ValueTask AnswerPingAsync(SocketMessage message)
    {
        if (_backend.SocketInterceptor is { } interceptor)
        {
            var payload = await interceptor.OnPingAsync(this, Payload(message), _ended.Token);
            _output.Send(SocketFrame.Pong(Encode(payload)));
        }
        else
        {
            _output.Send(SocketFrame.Pong(message.Payload.Span));
        }
    }

    private static OperationMessagePayload Payload(SocketMessage message) => new(message.Payload.ToArray());

    private static ReadOnlySpan<byte> Encode(IReadOnlyDictionary<string, object?>? payload) =>
        payload is null ? default : JsonSerializer.SerializeToUtf8Bytes(payload, JsonSerializerOptions.Web);

    private OpenStream Registration() =>
        OpenStream.For(StreamKind.Socket, _context, _context.User, () => _output.Close(CloseReason.SignInExpired));

    private bool IsSignedIn => _registration.User.Identity?.IsAuthenticated == true;

    /// <summary>Counts the connection for the user that the interceptor may have signed in.</summary>
    private bool TryRegisterUser()
    {
        if (_registration.User == _context.User && IsSignedIn)
        {
            return true;
        }

        _services.Registry.Remove(_registration);
        _registration = Registration();
        return _services.Registry.TryAdd(_registration, _options.MaxConnections, _options.MaxConnectionsPerUser);
    }

    private async Task WatchAsync()
    {
        try
        {
            await _initialized.Task.WaitAsync(_options.ConnectionInitializationTimeout, _services.Clock, _ended.Token);
            using var timer = new PeriodicTimer(_options.KeepAliveInterval ?? AuthorizationInterval, _services.Clock);

            while (await timer.WaitForNextTickAsync(_ended.Token))
            {
                await CheckAsync();
            }
        }
        catch (TimeoutException)
        {
            _output.Close(CloseReason.InitializationTimeout);
        }
        catch (OperationCanceledException)
        {
            // The session has ended.
        }
    }

    private async ValueTask CheckAsync()
    {
        if (_options.KeepAliveInterval is not null)
        {
            if (_services.Clock.GetElapsedTime(Volatile.Read(ref _lastHeard)) > _options.KeepAliveTimeout)
            {
                _output.Close(CloseReason.SilentClient, discardQueued: true);
                return;
            }

            _output.Send(SocketFrame.Ping());
        }

        if (_acknowledged && !await IsAuthorizedAsync())
        {
            _output.Close(CloseReason.SignInExpired);
        }
    }

    private async ValueTask<bool> IsAuthorizedAsync()
    {
        try
        {
            return await _services.Authorizer.IsAuthorizedAsync(_context, _context.User, _ended.Token);
        }
        catch (OperationCanceledException) when (_ended.IsCancellationRequested)
        {
            return false;
        }
#pragma warning disable CA1031 // A worker's loop: nobody stays connected because a look-up broke, and the session ends as others do.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            LogAuthorizationFailed(exception);
            return false;
        }
    }

    [LoggerMessage(Level = LogLevel.Debug, Message = "Closing a GraphQL WebSocket: {Reason}")]
    private partial void LogClosing(CloseReason reason);

    [LoggerMessage(Level = LogLevel.Error, Message = "Whether a GraphQL WebSocket may stay open could not be checked, so it is closed")]
    private partial void LogAuthorizationFailed(Exception exception);
}
