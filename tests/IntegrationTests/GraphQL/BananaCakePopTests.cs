using System.Net;
using System.Text.Json;

namespace SmsPlatform.IntegrationTests.GraphQL;

/// <summary>The IDE comes whole from this server.</summary>
public sealed class BananaCakePopTests(PlatformHost host) : IClassFixture<PlatformHost>
{
    [Fact]
    public async Task Browser_AtTheEndpointWithASlash_GetsTheIdeUnderAStrictPolicy()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/graphql/");
        request.Headers.Accept.ParseAdd("text/html");

        using var response = await host.Anonymous.SendAsync(request);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal("text/html", response.Content.Headers.ContentType?.MediaType);
        Assert.Contains("connect-src 'self'", response.Headers.GetValues("Content-Security-Policy").Single());
        Assert.DoesNotContain("https://", await response.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task Configuration_Asked_PointsTheIdeAtThisServer()
    {
        using var configuration = JsonDocument.Parse(await host.Anonymous.GetStringAsync("/graphql/bcp-config.json"));

        Assert.True(configuration.RootElement.GetProperty("useBrowserUrlAsEndpoint").GetBoolean());
        Assert.True(configuration.RootElement.GetProperty("disableTelemetry").GetBoolean());
    }

    [Fact]
    public async Task Licence_OfTheIde_IsShippedWithIt()
    {
        using var response = await host.Anonymous.GetAsync("/graphql/LICENSE");

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
    }

    [Fact]
    public async Task Introspection_OutsideDevelopment_IsForAdminsOnly()
    {
        const string query = """{"query":"{ __schema { queryType { name } } }"}""";

        var admin = await PostAsync(host.Admin, query);
        var stranger = await PostAsync(host.Anonymous, query);

        Assert.Equal("Query", admin.GetProperty("data").GetProperty("__schema").GetProperty("queryType").GetProperty("name").GetString());
        Assert.Equal("HC0046", stranger.GetProperty("errors")[0].GetProperty("extensions").GetProperty("code").GetString());
    }

    private static async Task<JsonElement> PostAsync(HttpClient client, string body)
    {
        using var content = new StringContent(body, System.Text.Encoding.UTF8, "application/json");
        using var response = await client.PostAsync("/graphql", content);
        using var json = JsonDocument.Parse(await response.Content.ReadAsStringAsync());
        return json.RootElement.Clone();
    }
}
