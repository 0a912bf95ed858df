using System.Net;
using System.Text;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Options;
using SmsPlatform.Infrastructure.Ai;

namespace SmsPlatform.UnitTests.Ai;

public sealed class OpenAiChatClientTests
{
    [Fact]
    public async Task GetResponse_OfManyModels_NamesEachAndKeepsNoneOfThem()
    {
        var server = new Server();
        using var client = new OpenAiChatClient(server, Options.Create(new AiOptions { Endpoint = "http://model.example/v1" }));
        string[] models = [.. Enumerable.Range(0, 50).Select(number => $"model-{number}")];

        foreach (var model in models)
        {
            var answer = await client.GetResponseAsync([new ChatMessage(ChatRole.User, "Hi")], new ChatOptions { ModelId = model });
            Assert.Equal("Hello.", answer.Text);
        }

        Assert.Equal(models, server.Models);
        Assert.Equal(1, server.Clients);
    }

    private sealed class Server : HttpMessageHandler, IHttpClientFactory
    {
        public List<string> Models { get; } = [];

        public int Clients { get; private set; }

        public HttpClient CreateClient(string name)
        {
            Clients++;
            return new HttpClient(this, disposeHandler: false);
        }

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            using var body = System.Text.Json.JsonDocument.Parse(await request.Content!.ReadAsStringAsync(cancellationToken));
            Models.Add(body.RootElement.GetProperty("model").GetString()!);
            return new HttpResponseMessage(HttpStatusCode.OK)
            {
                Content = new StringContent(
                    """
                    {
                        "id": "1", "object": "chat.completion", "created": 1, "model": "m",
                        "choices": [{ "index": 0, "finish_reason": "stop", "message": { "role": "assistant", "content": "Hello." } }]
                    }
                    """,
                    Encoding.UTF8,
                    "application/json"),
            };
        }
    }
}
