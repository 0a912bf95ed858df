using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;

namespace SmsPlatform.IntegrationTests.Knowledge;

/// <summary>A chatbot with documents, through REST.</summary>
internal sealed class Library
{
    private readonly PlatformHost _host;
    private readonly HttpClient _client;

    private Library(PlatformHost host, HttpClient client, Guid chatbotId)
    {
        _host = host;
        _client = client;
        ChatbotId = chatbotId;
    }

    public Guid ChatbotId { get; }

    public string Root => $"/api/knowledge/{ChatbotId}";

    public static async Task<Library> NewAsync(PlatformHost host, HttpClient? client = null, string language = "en")
    {
        using var created = await (client ?? host.Admin).PostAsJsonAsync("/api/chatbots", new { name = $"Reader {Guid.NewGuid():N}", language });
        Assert.Equal(HttpStatusCode.Created, created.StatusCode);
        return new Library(host, client ?? host.Admin, (await Channels.Scene.JsonAsync(created)).GetProperty("id").GetGuid());
    }

    /// <summary>That of a chatbot which is there already.</summary>
    public static Library Of(PlatformHost host, Guid chatbotId) => new(host, host.Admin, chatbotId);

    /// <summary>Adds a text and waits until it is indexed, or is not.</summary>
    public async Task<JsonElement> AddAsync(string title, string text, string kind = "text") =>
        await FinishedAsync(await SendAsync(HttpMethod.Post, $"{Root}/documents", new { title, text, kind }, HttpStatusCode.Created));

    public async Task<JsonElement> AddPageAsync(string url) =>
        await FinishedAsync(await SendAsync(HttpMethod.Post, $"{Root}/documents", new { url }, HttpStatusCode.Created));

    public async Task<JsonElement> UploadAsync(string fileName, byte[] content, TimeSpan? limit = null)
    {
        using var response = await PostFileAsync(fileName, content);
        Assert.Equal(HttpStatusCode.Created, response.StatusCode);
        return await FinishedAsync(await Channels.Scene.JsonAsync(response), limit);
    }

    public async Task<HttpResponseMessage> PostFileAsync(string fileName, byte[] content)
    {
        using var form = new MultipartFormDataContent();
        var file = new ByteArrayContent(content);
        file.Headers.ContentType = new MediaTypeHeaderValue("application/octet-stream");
        form.Add(file, "file", fileName);
        return await _client.PostAsync($"{Root}/documents", form);
    }

    public Task<JsonElement> SearchAsync(string question, int limit = 5) =>
        SendAsync(HttpMethod.Get, $"{Root}/search?limit={limit}&question={Uri.EscapeDataString(question)}", null);

    public Task<JsonElement> GetAsync(JsonElement document) => SendAsync(HttpMethod.Get, $"{Root}/documents/{document.GetProperty("id")}", null);

    public async Task<JsonElement> ReindexAsync(JsonElement document) =>
        await FinishedAsync(await SendAsync(HttpMethod.Post, $"{Root}/documents/{document.GetProperty("id")}/reindex", new { }));

    public async Task DeleteAsync(JsonElement document)
    {
        using var response = await _client.DeleteAsync($"{Root}/documents/{document.GetProperty("id")}");
        Assert.Equal(HttpStatusCode.NoContent, response.StatusCode);
    }

    /// <summary>Waits until the worker is done with a document, for good.</summary>
    public async Task<JsonElement> FinishedAsync(JsonElement document, TimeSpan? limit = null)
    {
        await _host.WaitForAsync(
            "the document is indexed",
            "SELECT status IN ('ready', 'failed') FROM knowledge.documents WHERE id = $1",
            [document.GetProperty("id").GetGuid()],
            limit);
        return await GetAsync(document);
    }

    public async Task<JsonElement> SendAsync(HttpMethod method, string path, object? body, HttpStatusCode status = HttpStatusCode.OK)
    {
        using var request = new HttpRequestMessage(method, path) { Content = body is null ? null : JsonContent.Create(body) };
        using var response = await _client.SendAsync(request);
        Assert.True(status == response.StatusCode, $"{(int)response.StatusCode} {await response.Content.ReadAsStringAsync()}");
        return await Channels.Scene.JsonAsync(response);
    }
}
