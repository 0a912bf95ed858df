using System.Net;
using System.Net.Http.Json;
using System.Runtime.InteropServices;
using System.Text.Json;
using SmsPlatform.Sandbox;

namespace SmsPlatform.IntegrationTests.Sandbox;

public sealed class SandboxEmbeddingTests : IAsyncLifetime
{
    private SandboxServer _sandbox = null!;
    private HttpClient _client = null!;

    public async Task InitializeAsync()
    {
        _sandbox = await SandboxServer.StartAsync();
        _client = new HttpClient { BaseAddress = _sandbox.BaseAddress };
    }

    public async Task DisposeAsync()
    {
        _client.Dispose();
        await _sandbox.DisposeAsync();
    }

    [Fact]
    public async Task Embedding_InBothEncodings_IsTheSameVectorOfLengthOne()
    {
        var floats = (await EmbedAsync(new { model = "m", input = "The garden opens at nine." }))[0];
        var bytes = (await EmbedAsync(new { model = "m", input = new[] { "The garden opens at nine." }, encoding_format = "base64" }))[0];

        var vector = Floats(floats);
        Assert.Equal(512, vector.Length);
        Assert.Equal(1, vector.Sum(value => value * value), 1e-4f);
        Assert.Equal(vector, MemoryMarshal.Cast<byte, float>(bytes.GetBytesFromBase64()).ToArray());
    }

    [Fact]
    public async Task Embeddings_OfTextsThatShareWords_AreMoreAlike()
    {
        var vectors = (await EmbedAsync(new
        {
            model = "m",
            input = new[] { "When does the garden open?", "The gardens are opened at nine.", "A refund takes three weeks." },
            dimensions = 256,
        })).Select(Floats).ToList();

        Assert.True(Cosine(vectors[0], vectors[1]) > 0.5f);
        Assert.True(Cosine(vectors[0], vectors[2]) < 0.2f);
    }

    [Theory]
    [InlineData("""{"model":"m"}""")]
    [InlineData("""{"model":"m","input":[]}""")]
    [InlineData("""{"model":"m","input":[""]}""")]
    [InlineData("""{"model":"m","input":[1,2]}""")]
    [InlineData("""{"input":"x"}""")]
    [InlineData("""{"model":"m","input":"x","dimensions":1}""")]
    [InlineData("""{"model":"m","input":"x","encoding_format":"hex"}""")]
    [InlineData("no JSON")]
    public async Task Embedding_OfABadRequest_IsRefused(string body)
    {
        using var answer = await _client.PostAsync("/v1/embeddings", new StringContent(body, null, "application/json"));

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Contains("error", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    private async Task<List<JsonElement>> EmbedAsync(object request)
    {
        using var answer = await _client.PostAsJsonAsync("/v1/embeddings", request);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        var body = await answer.Content.ReadFromJsonAsync<JsonElement>();
        return [.. body.GetProperty("data").EnumerateArray().Select(each => each.GetProperty("embedding"))];
    }

    private static float[] Floats(JsonElement vector) => [.. vector.EnumerateArray().Select(value => value.GetSingle())];

    private static float Cosine(float[] one, float[] other) => one.Zip(other, (a, b) => a * b).Sum();
}
