using System.Net.WebSockets;
using System.Text;
using System.Text.Json;

namespace SmsPlatform.GraphQLTests.AspNetCore;

/// <summary>A client of <c>graphql-transport-ws</c> that does as it is told, rightly or wrongly.</summary>
internal sealed class SocketClient(ClientWebSocket socket) : IDisposable
{
    // Waits are bounded without tokens: a token of a test's length would keep what was registered with it.
    private readonly byte[] _buffer = new byte[1024 * 1024];

    public ClientWebSocket Socket => socket;

    public static async Task<SocketClient> ConnectAsync(TransportHost host, string? user = null) => new(await host.ConnectAsync(user));

    public static async Task<SocketClient> InitializeAsync(TransportHost host, string? user = null)
    {
        var client = await ConnectAsync(host, user);
        await client.SendAsync("""{"type":"connection_init"}""");
        Assert.Equal("""{"type":"connection_ack"}""", await client.ReceiveAsync());
        return client;
    }

    public Task SendAsync(string text) => SendAsync(Encoding.UTF8.GetBytes(text), WebSocketMessageType.Text);

    public Task SendAsync(byte[] bytes, WebSocketMessageType type) => socket.SendAsync(bytes, type, endOfMessage: true, CancellationToken.None).WaitAsync(Within.Limit);

    public Task SubscribeAsync(string id, string query) =>
        SendAsync($$$"""{"id":"{{{id}}}","type":"subscribe","payload":{"query":"{{{query}}}"}}""");

    /// <summary>The next message but pings; for a close, its code and reason.</summary>
    public async Task<string> ReceiveAsync(bool pings = false)
    {
        while (true)
        {
            var length = 0;
            ValueWebSocketReceiveResult received;

            do
            {
                received = await socket.ReceiveAsync(_buffer.AsMemory(length), CancellationToken.None).AsTask().WaitAsync(Within.Limit);
                length += received.Count;
            }
            while (!received.EndOfMessage);

            if (received.MessageType == WebSocketMessageType.Close)
            {
                return $"{(int)socket.CloseStatus!} {socket.CloseStatusDescription}";
            }

            var text = Encoding.UTF8.GetString(_buffer, 0, length);

            if (pings || text != """{"type":"ping"}""")
            {
                return text;
            }
        }
    }

    public async Task<JsonElement> ReceiveJsonAsync() => JsonElement.Parse(await ReceiveAsync());

    public void Dispose() => socket.Dispose();
}
