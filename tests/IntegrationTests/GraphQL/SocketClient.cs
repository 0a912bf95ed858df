using System.Globalization;
using System.Net.WebSockets;
using System.Text.Json;

namespace SmsPlatform.IntegrationTests.GraphQL;

/// <summary>A client of <c>graphql-transport-ws</c>: one connection with any number of operations.</summary>
internal sealed class SocketClient : IAsyncDisposable
{
    private const string Protocol = "graphql-transport-ws";

    private readonly ClientWebSocket _socket;
    private readonly byte[] _buffer = new byte[64 * 1024];
    private int _operations;

    private SocketClient(ClientWebSocket socket) => _socket = socket;

    /// <param name="authorization">For the request's header; credentials for <see cref="InitializeAsync"/> go there.</param>
    public static async Task<SocketClient> ConnectAsync(
        Uri server, CancellationToken cancellationToken, string? authorization = null, string? origin = null, string? cookie = null)
    {
        var socket = new ClientWebSocket();
        socket.Options.AddSubProtocol(Protocol);
        foreach (var (name, value) in (IEnumerable<(string, string?)>)[("Authorization", authorization), ("Origin", origin), ("Cookie", cookie)])
        {
            if (value is not null)
            {
                socket.Options.SetRequestHeader(name, value);
            }
        }

        await socket.ConnectAsync(new UriBuilder(server) { Scheme = "ws", Path = "/graphql" }.Uri, cancellationToken);
        return new SocketClient(socket);
    }

    /// <summary>A connection that is signed in as the client is.</summary>
    public static async Task<SocketClient> SignedInAsync(Uri server, HttpClient client, CancellationToken cancellationToken)
    {
        var socket = await ConnectAsync(server, cancellationToken);
        var authorization = $"{client.DefaultRequestHeaders.Authorization}";
        Assert.Equal("connection_ack", await socket.InitializeAsync(new { authorization }, cancellationToken));
        return socket;
    }

    /// <returns>What the server says: an acknowledgement, or why it closes.</returns>
    public async Task<string> InitializeAsync(object? payload, CancellationToken cancellationToken)
    {
        await SendAsync(new { type = "connection_init", payload }, cancellationToken);
        return await ReceiveAsync(cancellationToken) is { } answer ? answer.GetProperty("type").GetString()! : Close;
    }

    /// <returns>The operation's id.</returns>
    public async Task<string> SubscribeAsync(string query, object? variables, CancellationToken cancellationToken)
    {
        var id = Interlocked.Increment(ref _operations).ToString(CultureInfo.InvariantCulture);
        await SendAsync(new { id, type = "subscribe", payload = new { query, variables } }, cancellationToken);
        return id;
    }

    public Task CompleteAsync(string id, CancellationToken cancellationToken) => SendAsync(new { id, type = "complete" }, cancellationToken);

    /// <summary>The next message that is no ping; null when the server has closed.</summary>
    public async Task<JsonElement?> ReceiveAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            using var text = new MemoryStream();
            WebSocketReceiveResult received;
            do
            {
                received = await _socket.ReceiveAsync(_buffer, cancellationToken);
                text.Write(_buffer, 0, received.Count);
            }
            while (!received.EndOfMessage);

            if (received.MessageType == WebSocketMessageType.Close)
            {
                return null;
            }

            using var message = JsonDocument.Parse(text.ToArray());
            if (message.RootElement.GetProperty("type").GetString() != "ping")
            {
                return message.RootElement.Clone();
            }
        }
    }

    /// <summary>The next result's only field.</summary>
    public async Task<JsonElement> NextAsync(CancellationToken cancellationToken) =>
        await ReceiveAsync(cancellationToken) is { } message
            ? message.GetProperty("payload").Event()
            : throw new EndOfStreamException(Close);

    /// <summary>Code and reason of the server's close.</summary>
    public string Close => string.Create(CultureInfo.InvariantCulture, $"{(int?)_socket.CloseStatus} {_socket.CloseStatusDescription}");

    public ValueTask DisposeAsync()
    {
        _socket.Dispose();
        return ValueTask.CompletedTask;
    }

    public Task SendAsync(object message, CancellationToken cancellationToken) =>
        _socket.SendAsync(JsonSerializer.SerializeToUtf8Bytes(message), WebSocketMessageType.Text, endOfMessage: true, cancellationToken);
}
