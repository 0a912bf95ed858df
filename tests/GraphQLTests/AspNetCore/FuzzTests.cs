using System.Net;
using System.Net.Http.Headers;
using System.Net.WebSockets;
using System.Text;
using SmsPlatform.GraphQL.AspNetCore.Http;
using SmsPlatform.GraphQL.AspNetCore.WebSockets;

namespace SmsPlatform.GraphQLTests.AspNetCore;

/// <summary>Broken input of a fixed seed: whatever comes, the server answers with an error of its own and goes on.</summary>
public sealed class FuzzTests
{
    private static readonly byte[][] Bodies =
    [
        "{\"query\":\"query A($x: [Int]) { a\\n(x: $x) \\u00e9 \\ud83c\\udfc3 }\",\"operationName\":\"A\",\"variables\":{\"x\":[1,null,\"é\"]},\"extensions\":{}}"u8.ToArray(),
        "[{\"query\":\"{ ok }\"},{\"id\":\"abc\",\"variables\":null}]"u8.ToArray(),
        "{\"extensions\":{\"persistedQuery\":{\"version\":1,\"sha256Hash\":\"ecf4edb46db40b5132295c0291d62fb65d6759a9eedfa4d5d612dd5ec54a6b38\"}}}"u8.ToArray(),
    ];

    private static readonly byte[][] Messages =
    [
        "{\"type\":\"connection_init\",\"payload\":{\"token\":\"\\u00e9\"}}"u8.ToArray(),
        "{\"type\":\"ping\",\"payload\":{\"a\":[1,{\"b\":null}]}}"u8.ToArray(),
        "{\"id\":\"1\",\"type\":\"subscribe\",\"payload\":{\"query\":\"{ ok }\",\"variables\":{\"x\":[]}}}"u8.ToArray(),
        "{\"id\":\"\\ud83c\\udfc3\",\"type\":\"complete\"}"u8.ToArray(),
    ];

    [Fact]
    public void Parse_WhenBodiesAreBroken_NeverThrows()
    {
        var random = new Random(1);

        for (var i = 0; i < 100_000; i++)
        {
            _ = RequestParser.Parse(Mutate(random, Bodies), maxBatchSize: 3, out _, out _);
        }
    }

    [Fact]
    public void TryParse_WhenMessagesAreBroken_NeverThrows()
    {
        var random = new Random(2);

        for (var i = 0; i < 100_000; i++)
        {
            _ = SocketMessage.TryParse(Mutate(random, Messages), out _);
        }
    }

    [Fact]
    public async Task Post_WhenBodiesAreBroken_AnswersEach()
    {
        await using var host = await TransportHost.StartAsync(options => options.EnableBatching = true);
        var random = new Random(3);

        for (var i = 0; i < 1_000; i++)
        {
            using var content = new ByteArrayContent(Mutate(random, Bodies));
            content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
            using var response = await host.Client.PostAsync(new Uri("/graphql", UriKind.Relative), content, Within.TestTime());

            Assert.True(response.StatusCode is HttpStatusCode.OK or HttpStatusCode.BadRequest, response.StatusCode.ToString());
        }
    }

    [Fact]
    public async Task Post_WhenHeadersAreBroken_AnswersEach()
    {
        await using var host = await TransportHost.StartAsync();
        var random = new Random(4);
        byte[][] headers = [.. new[] { "application/json;q=0.5, */*;q=0.1", "text/event-stream", "application/json; charset=\"utf-8\"" }.Select(Encoding.ASCII.GetBytes)];

        for (var i = 0; i < 1_000; i++)
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, "/graphql") { Content = new ByteArrayContent(Bodies[0]) };
            request.Headers.TryAddWithoutValidation("Accept", Printable(Mutate(random, headers)));
            request.Content.Headers.TryAddWithoutValidation("Content-Type", Printable(Mutate(random, headers)));
            using var response = await host.Client.SendAsync(request, Within.TestTime());

            Assert.True((int)response.StatusCode is 200 or 406 or 415, response.StatusCode.ToString());
        }
    }

    [Fact]
    public async Task Send_WhenMessagesAreBroken_ClosesOrAnswersAndLeavesNothingOpen()
    {
        await using var host = await TransportHost.StartAsync(options => options.Sockets.MaxConnectionsPerUser = 1000);
        var random = new Random(5);

        for (var i = 0; i < 200; i++)
        {
            using var client = await SocketClient.InitializeAsync(host);

            for (var j = 0; j < 5 && client.Socket.State == WebSocketState.Open; j++)
            {
                await TrySendAsync(client, Mutate(random, Messages), random.Next(10) == 0 ? WebSocketMessageType.Binary : WebSocketMessageType.Text);
            }
        }

        await Within.UntilAsync(() => host.Streams.Count == 0 && host.Executor.OpenStreams == 0);
        using var last = await SocketClient.InitializeAsync(host);
    }

    private static async Task TrySendAsync(SocketClient client, byte[] message, WebSocketMessageType type)
    {
        try
        {
            await client.SendAsync(message, type);
        }
        catch (WebSocketException)
        {
            // The server has closed meanwhile, as it should.
        }
    }

    private static byte[] Mutate(Random random, byte[][] seeds)
    {
        var bytes = new List<byte>(seeds[random.Next(seeds.Length)]);

        for (var changes = random.Next(1, 6); changes > 0 && bytes.Count > 0; changes--)
        {
            var at = random.Next(bytes.Count);

            switch (random.Next(6))
            {
                case 0:
                    bytes[at] = (byte)random.Next(256);
                    break;
                case 1:
                    bytes.RemoveAt(at);
                    break;
                case 2:
                    bytes.Insert(at, "\"\\{}[]:,u0dn"u8[random.Next(12)]);
                    break;
                case 3:
                    bytes.RemoveRange(at, bytes.Count - at);
                    break;
                case 4:
                    bytes.InsertRange(at, bytes.GetRange(random.Next(bytes.Count), 1));
                    break;
                default:
                    bytes.InsertRange(at, "\\ud83c"u8.ToArray());
                    break;
            }
        }

        return [.. bytes];
    }

    private static string Printable(byte[] bytes) => string.Concat(bytes.Select(b => b is >= 0x20 and < 0x7F ? (char)b : '~'));
}
