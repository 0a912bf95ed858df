using System.Net;
using System.Net.Http.Json;
using System.Text;

namespace SmsPlatform.IntegrationTests.Knowledge;

/// <summary>Documents through REST: what becomes of them, and of their passages.</summary>
public sealed class DocumentsTests(PlatformHost host) : IClassFixture<PlatformHost>
{
    private const string Hours = "# Opening hours\n\nThe shop is open Monday to Friday from 9 to 17.\n\n# Parking\n\nParking is free behind the building.";

    [Fact]
    public async Task Add_OfAText_IsIndexedAndFound()
    {
        var library = await Library.NewAsync(host);

        var document = await library.AddAsync("Shop", Hours, "markdown");
        var found = await library.SearchAsync("Where is parking free?");

        Assert.Equal("ready", document.GetProperty("status").GetString());
        Assert.Equal(100, document.GetProperty("progress").GetInt32());
        Assert.Equal(2, document.GetProperty("passageCount").GetInt32());
        Assert.Equal("answered", found.GetProperty("grounding").GetString());
        Assert.Equal("Parking is free behind the building.", found.GetProperty("answer").GetString());
        var best = found.GetProperty("passages")[0];
        Assert.Equal("Parking", best.GetProperty("heading").GetString());
        Assert.Equal(document.GetProperty("id").GetGuid(), best.GetProperty("documentId").GetGuid());
    }

    [Fact]
    public async Task Add_OfTheSameTextTwice_KeepsItsPassagesOnce()
    {
        var library = await Library.NewAsync(host);
        var first = await library.AddAsync("Shop", Hours, "markdown");
        var second = await library.AddAsync("Shop again", Hours, "markdown");

        var passages = await PassagesAsync(library);
        await library.DeleteAsync(first);
        var found = await library.SearchAsync("Where is parking free?");

        Assert.Equal(2, passages);
        Assert.Equal(2, await PassagesAsync(library));
        Assert.Equal(second.GetProperty("id").GetGuid(), found.GetProperty("passages")[0].GetProperty("documentId").GetGuid());
    }

    [Fact]
    public async Task Delete_OfTheOnlyDocument_LeavesNothingBehind()
    {
        var library = await Library.NewAsync(host);
        var document = await library.AddAsync("Shop", Hours, "markdown");

        await library.DeleteAsync(document);

        Assert.Equal("none", (await library.SearchAsync("Where is parking free?")).GetProperty("grounding").GetString());
        Assert.Equal(0, await PassagesAsync(library));
        Assert.Equal(0L, await host.ScalarAsync<long>(
            """
            SELECT (SELECT count(*) FROM knowledge.terms WHERE chatbot_id = $1 AND passages <> 0)
                + (SELECT count(*) FROM knowledge.occurrences AS o JOIN knowledge.passages AS p ON p.id = o.passage_id WHERE p.chatbot_id = $1)
                + (SELECT passages FROM knowledge.bases WHERE chatbot_id = $1)
            """,
            library.ChatbotId));
    }

    [Fact]
    public async Task Reindex_WhenTheSourceChanged_ReplacesTheOldPassages()
    {
        var library = await Library.NewAsync(host);
        var document = await library.AddAsync("Shop", Hours, "markdown");
        await host.ExecuteAsync(
            "UPDATE knowledge.sources SET content = $2 WHERE document_id = $1",
            document.GetProperty("id").GetGuid(),
            Encoding.UTF8.GetBytes("# Parking\n\nParking costs two dollars an hour.\n\n# Opening hours\n\nThe shop is open Monday to Friday from 9 to 17."));

        await library.ReindexAsync(document);
        var found = await library.SearchAsync("What does parking cost?");

        Assert.Equal("Parking costs two dollars an hour.", found.GetProperty("answer").GetString());
        Assert.DoesNotContain(found.GetProperty("passages").EnumerateArray(), passage => passage.GetProperty("text").GetString()!.Contains("free", StringComparison.Ordinal));
        Assert.Equal(2, await PassagesAsync(library));
    }

    [Fact]
    public async Task Reindex_WhenTheSourceCannotBeRead_ServesTheOldPassagesAndTellsWhy()
    {
        var library = await Library.NewAsync(host);
        var document = await library.AddAsync("Shop", Hours, "markdown");
        await host.ExecuteAsync(
            "UPDATE knowledge.sources SET content = $2 WHERE document_id = $1", document.GetProperty("id").GetGuid(), new byte[] { 1, 0, 2 });

        var failed = await library.ReindexAsync(document);

        Assert.Equal("failed", failed.GetProperty("status").GetString());
        Assert.Equal("document.not_text", failed.GetProperty("errorCode").GetString());
        Assert.Equal("answered", (await library.SearchAsync("Where is parking free?")).GetProperty("grounding").GetString());
    }

    [Fact]
    public async Task Language_WhenTheChatbotsChanges_IsIndexedAnew()
    {
        var library = await Library.NewAsync(host);
        var document = await library.AddAsync("Häuser", "Die Häuser am Markt sind alt.");
        Assert.Equal("none", (await library.SearchAsync("Haus")).GetProperty("grounding").GetString());

        await library.SendAsync(HttpMethod.Patch, $"/api/chatbots/{library.ChatbotId}", new { language = "de-DE" });
        await host.RefreshIndexesAsync();
        await library.FinishedAsync(document);

        Assert.Equal("answered", (await library.SearchAsync("Haus am Markt")).GetProperty("grounding").GetString());
        Assert.Equal(1, await PassagesAsync(library));
    }

    [Theory]
    [InlineData("""{ }""", "document.source_missing")]
    [InlineData("""{ "text": "a", "url": "https://example.com" }""", "document.source_missing")]
    [InlineData("""{ "text": "  " }""", "document.text_invalid")]
    [InlineData("""{ "text": "a", "kind": "pdf" }""", "document.kind_invalid")]
    [InlineData("""{ "text": "a", "kind": "0" }""", "document.kind_unknown")]
    [InlineData("""{ "text": "a", "title": " " }""", "document.title_invalid")]
    [InlineData("""{ "url": "http://example.com" }""", "document.address_invalid")]
    [InlineData("""{ "url": "ftp://example.com" }""", "document.address_invalid")]
    [InlineData("""{ "url": "https://user:password@example.com/" }""", "document.address_invalid")]
    [InlineData("""{ "url": "nonsense" }""", "document.address_invalid")]
    public async Task Add_OfWhatIsNotValid_NamesTheReason(string json, string code)
    {
        var library = await Library.NewAsync(host);

        using var response = await host.Admin.PostAsync($"{library.Root}/documents", new StringContent(json, Encoding.UTF8, "application/json"));

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Equal(code, await response.CodeAsync());
    }

    [Fact]
    public async Task Add_WithoutATitle_IsCalledByItsFirstLine_CutBetweenCharacters()
    {
        var library = await Library.NewAsync(host);
        var start = new string('a', 79);

        var document = await library.SendAsync(
            HttpMethod.Post, $"{library.Root}/documents", new { text = $"{start}😀 and more\nThe garden is open." }, HttpStatusCode.Created);

        Assert.Equal(start, document.GetProperty("title").GetString());
        Assert.Equal(start, await host.ScalarAsync<string>("SELECT title FROM knowledge.documents WHERE id = $1", document.GetProperty("id").GetGuid()));
    }

    [Fact]
    public async Task Add_WhenTheChatbotIsDeletedMeanwhile_IsRefusedAsIfItHadNeverBeen()
    {
        var library = await Library.NewAsync(host);

        using var refused = await host.OvertakeAsync(
            "DELETE FROM chatbots.chatbots WHERE id = $1",
            [library.ChatbotId],
            () => host.Admin.PostAsJsonAsync($"{library.Root}/documents", new { text = Hours }));

        Assert.Equal(HttpStatusCode.NotFound, refused.StatusCode);
        Assert.Equal("chatbot.not_found", await refused.CodeAsync());
        Assert.Equal(0L, await host.ScalarAsync<long>("SELECT count(*) FROM knowledge.documents WHERE chatbot_id = $1", library.ChatbotId));
    }

    [Fact]
    public async Task Reindex_WhenTheDocumentIsDeletedMeanwhile_FindsNone()
    {
        var library = await Library.NewAsync(host);
        var document = await library.AddAsync("Shop", Hours, "markdown");

        using var refused = await host.OvertakeAsync(
            "DELETE FROM knowledge.documents WHERE id = $1",
            [document.GetProperty("id").GetGuid()],
            () => host.Admin.PostAsJsonAsync($"{library.Root}/documents/{document.GetProperty("id")}/reindex", new { }));

        Assert.Equal("document.not_found", await refused.CodeAsync());
    }

    [Fact]
    public async Task Upload_OfAnUnknownKind_IsRefused()
    {
        var library = await Library.NewAsync(host);

        using var response = await library.PostFileAsync("setup.exe", [0x4D, 0x5A, 0, 0]);

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Equal("document.kind_unknown", await response.CodeAsync());
    }

    [Fact]
    public async Task Upload_OfTooLargeAFile_IsRefused()
    {
        var library = await Library.NewAsync(host);

        using var response = await library.PostFileAsync("large.txt", new byte[(20 * 1024 * 1024) + 1]);

        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, response.StatusCode);
        Assert.Equal("document.too_large", await response.CodeAsync());
    }

    [Fact]
    public async Task DeleteChatbot_TakesItsKnowledgeAlong()
    {
        var library = await Library.NewAsync(host);
        await library.AddAsync("Shop", Hours, "markdown");
        var name = (await library.SendAsync(HttpMethod.Get, $"/api/chatbots/{library.ChatbotId}", null)).GetProperty("name").GetString();

        using var response = await host.Admin.DeleteAsync($"/api/chatbots/{library.ChatbotId}?name={name}");

        Assert.Equal(HttpStatusCode.NoContent, response.StatusCode);
        Assert.Equal(0, await PassagesAsync(library));
    }

    private Task<int> PassagesAsync(Library library) =>
        host.ScalarAsync<int>("SELECT count(*)::int FROM knowledge.passages WHERE chatbot_id = $1", library.ChatbotId);
}
