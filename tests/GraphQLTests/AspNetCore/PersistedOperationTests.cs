using System.Net;
using System.Security.Cryptography;
using System.Text;
using SmsPlatform.GraphQL.AspNetCore;

namespace SmsPlatform.GraphQLTests.AspNetCore;

public sealed class PersistedOperationTests
{
    private const string Query = "{ ok }";
    private static readonly string Hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Query)));

    [Fact]
    public async Task Post_WhenHashIsUnknown_AsksForTheText()
    {
        await using var host = await StartAsync(new InMemoryOperationDocumentStorage());

        var (status, body) = await PostAsync(host, Body(Hash));

        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Equal("""{"errors":[{"message":"PersistedQueryNotFound","extensions":{"code":"PERSISTED_QUERY_NOT_FOUND"}}]}""", body);
    }

    [Fact]
    public async Task Post_WhenTextFitsTheHash_KeepsIt()
    {
        var storage = new InMemoryOperationDocumentStorage();
        await using var host = await StartAsync(storage);

        var (_, body) = await PostAsync(host, Body(Hash, Query));

        Assert.Equal("""{"data":{"ok":true}}""", body);
        Assert.Equal(Query, Encoding.UTF8.GetString((await storage.TryReadAsync(Hash))!.Value.Span));
    }

    [Fact]
    public async Task Post_WhenHashIsKnown_ExecutesById()
    {
        await using var host = await StartAsync(new InMemoryOperationDocumentStorage());
        host.Executor.Documents[Hash] = Query;

        var (_, body) = await PostAsync(host, Body(Hash));

        Assert.Equal("""{"data":{"stored":true}}""", body);
    }

    [Theory]
    [InlineData("{ other }")]
    [InlineData("invalid")]
    public async Task Post_WhenTextIsWrongOrInvalid_KeepsNothing(string query)
    {
        var storage = new InMemoryOperationDocumentStorage();
        await using var host = await StartAsync(storage);
        var hash = query == "invalid" ? Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(query))) : Hash;

        await PostAsync(host, Body(hash, query));

        Assert.Equal(0, storage.Count);
    }

    [Fact]
    public async Task Post_WhenTextDoesNotFit_Refuses()
    {
        await using var host = await StartAsync(new InMemoryOperationDocumentStorage());

        var (status, body) = await PostAsync(host, Body(Hash, "{ other }"));

        Assert.Equal(HttpStatusCode.BadRequest, status);
        Assert.Contains("HC0009", body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Post_WhenThereIsNoStorage_SaysSo()
    {
        await using var host = await TransportHost.StartAsync();

        var (_, body) = await PostAsync(host, Body(Hash));

        Assert.Contains("PERSISTED_QUERY_NOT_SUPPORTED", body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Subscribe_WhenHashIsUnknown_AsksForTheText()
    {
        await using var host = await StartAsync(new InMemoryOperationDocumentStorage());
        using var client = await SocketClient.InitializeAsync(host);

        await client.SendAsync("""{"id":"1","type":"subscribe","payload":""" + Body(Hash) + "}");

        Assert.Contains("PersistedQueryNotFound", await client.ReceiveAsync(), StringComparison.Ordinal);
    }

    private static Task<TransportHost> StartAsync(InMemoryOperationDocumentStorage storage) =>
        TransportHost.StartAsync(backend: backend => backend with { Documents = storage, SavesDocuments = true });

    private static string Body(string hash, string? query = null)
    {
        var text = query is null ? "" : $"\"query\":\"{query}\",";
        return "{" + text + "\"extensions\":{\"persistedQuery\":{\"version\":1,\"sha256Hash\":\"" + hash + "\"}}}";
    }

    private static async Task<(HttpStatusCode Status, string Body)> PostAsync(TransportHost host, string body)
    {
        using var content = new StringContent(body, Encoding.UTF8, "application/json");
        host.Client.DefaultRequestHeaders.Accept.ParseAdd("application/json");
        using var response = await host.Client.PostAsync(new Uri("/graphql", UriKind.Relative), content, Within.TestTime());
        return (response.StatusCode, await response.Content.ReadAsStringAsync());
    }
}
