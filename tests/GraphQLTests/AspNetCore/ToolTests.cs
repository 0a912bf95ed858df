using System.Net;
using System.Text.Json;
using Microsoft.Extensions.FileProviders;

namespace SmsPlatform.GraphQLTests.AspNetCore;

public sealed class ToolTests : IDisposable
{
    private readonly string _directory = Directory.CreateTempSubdirectory("ide").FullName;

    public void Dispose() => Directory.Delete(_directory, recursive: true);

    [Fact]
    public async Task Get_WhenBrowserOpensTheEndpoint_IsSentToTheIde()
    {
        await using var host = await StartAsync();
        using var handler = new HttpClientHandler { AllowAutoRedirect = false };
        using var browser = Browser(handler, host);

        using var redirect = await browser.GetAsync(new Uri("/graphql", UriKind.Relative));
        using var page = await browser.GetAsync(new Uri("/graphql/", UriKind.Relative));

        Assert.Equal("/graphql/", redirect.Headers.Location?.OriginalString);
        Assert.Equal("<h1>IDE</h1>", await page.Content.ReadAsStringAsync());
        Assert.Equal("text/html", page.Content.Headers.ContentType?.MediaType);
        Assert.Equal("script-src 'self'", page.Headers.GetValues("Content-Security-Policy").Single());
    }

    [Theory]
    [InlineData("/graphql/static/app.js", 200)]
    [InlineData("/graphql/static", 404)]
    [InlineData("/graphql/none.js", 404)]
    [InlineData("/graphql/..%2fsecret", 404)]
    [InlineData("/graphql/%2e%2e/%2e%2e/etc/passwd", 404)]
    public async Task Get_WhenFileIs_AnswersWithStatus(string url, int status)
    {
        await using var host = await StartAsync();

        using var response = await host.Client.GetAsync(new Uri(url, UriKind.Relative));

        Assert.Equal(status, (int)response.StatusCode);
    }

    [Fact]
    public async Task Get_WhenConfigurationIsAsked_MakesItFromTheOptions()
    {
        await using var host = await StartAsync();

        using var response = await host.Client.GetAsync(new Uri("/graphql/bcp-config.json", UriKind.Relative));

        var configuration = JsonElement.Parse(await response.Content.ReadAsStringAsync());
        Assert.Equal("Platform", configuration.GetProperty("title").GetString());
        Assert.True(configuration.GetProperty("useBrowserUrlAsEndpoint").GetBoolean());
        Assert.Equal("{ ok }", configuration.GetProperty("graphQLDocument").GetString());
    }

    [Fact]
    public async Task Get_WhenNotAllowed_HidesTheIde()
    {
        await using var host = await StartAsync();
        host.Client.DefaultRequestHeaders.Add("X-User", "mallory");
        host.Client.DefaultRequestHeaders.Accept.ParseAdd("text/html,*/*;q=0.8");

        using var file = await host.Client.GetAsync(new Uri("/graphql/index.html", UriKind.Relative));
        using var page = await host.Client.GetAsync(new Uri("/graphql", UriKind.Relative));

        Assert.Equal(HttpStatusCode.NotFound, file.StatusCode);
        Assert.Equal(HttpStatusCode.BadRequest, page.StatusCode);
    }

    private Task<TransportHost> StartAsync()
    {
        File.WriteAllText(Path.Combine(_directory, "index.html"), "<h1>IDE</h1>");
        File.WriteAllText(Path.Combine(Directory.CreateDirectory(Path.Combine(_directory, "static")).FullName, "app.js"), "1");

        return TransportHost.StartAsync(options =>
        {
            options.Tool.Files = new PhysicalFileProvider(_directory);
            options.Tool.Title = "Platform";
            options.Tool.Document = "{ ok }";
            options.Tool.Allow = context => context.Request.Headers["X-User"] != "mallory";
            options.Tool.PrepareResponse = context => context.Response.Headers.ContentSecurityPolicy = "script-src 'self'";
        });
    }

    private static HttpClient Browser(HttpClientHandler handler, TransportHost host)
    {
        var browser = new HttpClient(handler, disposeHandler: false) { BaseAddress = host.Address };
        browser.DefaultRequestHeaders.Accept.ParseAdd("text/html,application/xhtml+xml,*/*;q=0.8");
        return browser;
    }
}
