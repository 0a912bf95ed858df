using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using SmsPlatform.IntegrationTests.Media;

namespace SmsPlatform.IntegrationTests.Knowledge;

/// <summary>Web addresses that are made to reach what only this machine can, or to hold it up.</summary>
public sealed class HostilePagesTests(HostilePagesTests.Host host) : IClassFixture<HostilePagesTests.Host>
{
    [Theory]
    [InlineData("https://10.0.0.1/")]
    [InlineData("https://192.168.1.1/admin")]
    [InlineData("http://169.254.169.254/latest/meta-data/")]
    [InlineData("https://169.254.169.254/latest/meta-data/")]
    [InlineData("https://[::ffff:10.0.0.1]/")]
    [InlineData("https://[fd00::1]/")]
    [InlineData("http://example.com/plain")]
    [InlineData("file:///etc/passwd")]
    public async Task Page_ThatRedirectsIntoAPrivateNetwork_IsNotFollowed(string target)
    {
        var library = await Library.NewAsync(host);
        var url = host.Web.At($"/{Guid.NewGuid():N}", context =>
        {
            context.Response.Redirect(target);
            return Task.CompletedTask;
        });

        var document = await library.AddPageAsync(url);

        AssertFailed(document, "document.address_not_public");
    }

    [Fact]
    public async Task Page_ThatRedirectsInACircle_IsGivenUp()
    {
        var library = await Library.NewAsync(host);
        var path = $"/{Guid.NewGuid():N}";
        var url = host.Web.At(path, context =>
        {
            context.Response.Redirect(path);
            return Task.CompletedTask;
        });

        AssertFailed(await library.AddPageAsync(url), "document.too_many_redirects");
    }

    [Theory]
    [InlineData("//[")]
    [InlineData("//a:99999/")]
    [InlineData("///")]
    public async Task Page_ThatRedirectsToNoAddress_IsTriedAgainAsOneThatDidNotAnswer(string location)
    {
        var library = await Library.NewAsync(host);
        var url = host.Web.At($"/{Guid.NewGuid():N}", context =>
        {
            context.Response.StatusCode = StatusCodes.Status302Found;
            context.Response.Headers.Location = location;
            return Task.CompletedTask;
        });

        var document = await library.SendAsync(HttpMethod.Post, $"{library.Root}/documents", new { url }, System.Net.HttpStatusCode.Created);

        await host.WaitForAsync(
            "it is put off",
            "SELECT count(*) = 1 FROM knowledge.documents WHERE id = $1 AND status = 'pending' AND error_code = 'document.page_unreachable'",
            [document.GetProperty("id").GetGuid()]);
    }

    [Fact]
    public async Task Page_WithAnEndlessTitle_IsCalledByItsBeginning()
    {
        var library = await Library.NewAsync(host);
        var start = new string('a', 199);
        var url = host.Web.At($"/{Guid.NewGuid():N}", context =>
        {
            context.Response.ContentType = "text/html; charset=utf-8";
            var title = $"{start}😀 {string.Join(' ', Enumerable.Range(0, 5000).Select(number => $"word{number}"))}";
            return context.Response.WriteAsync($"<title>{title}</title><h1>Garden</h1><p>The garden is open all day.</p>");
        });

        var document = await library.AddPageAsync(url);

        Assert.Equal("ready", document.GetProperty("status").GetString());
        Assert.Equal(start, document.GetProperty("title").GetString());
        Assert.InRange(
            await host.ScalarAsync<int>("SELECT max(length(words)) FROM knowledge.passages WHERE chatbot_id = $1", library.ChatbotId), 1, 20);
    }

    [Fact]
    public async Task Page_ThatNeverEnds_IsCutOff()
    {
        var library = await Library.NewAsync(host);
        var url = host.Web.At($"/{Guid.NewGuid():N}", async context =>
        {
            context.Response.ContentType = "text/plain";
            var chunk = new byte[1 << 16];
            Array.Fill(chunk, (byte)'a');
            while (!context.RequestAborted.IsCancellationRequested)
            {
                await context.Response.Body.WriteAsync(chunk, context.RequestAborted);
            }
        });

        AssertFailed(await library.AddPageAsync(url), "document.page_too_large");
    }

    [Fact]
    public async Task Page_AfterARedirectToAPublicPlace_IsRead()
    {
        var library = await Library.NewAsync(host);
        var page = host.Web.At($"/{Guid.NewGuid():N}", context =>
        {
            context.Response.ContentType = "text/html";
            return context.Response.WriteAsync("<h1>Garden</h1><p>The garden is open all day.</p>");
        });
        var url = host.Web.At($"/{Guid.NewGuid():N}", context =>
        {
            context.Response.Redirect(page);
            return Task.CompletedTask;
        });

        var document = await library.AddPageAsync(url);

        Assert.Equal("ready", document.GetProperty("status").GetString());
        Assert.Equal("answered", (await library.SearchAsync("When is the garden open?")).GetProperty("grounding").GetString());
    }

    private static void AssertFailed(System.Text.Json.JsonElement document, string code)
    {
        Assert.Equal("failed", document.GetProperty("status").GetString());
        Assert.Equal(code, document.GetProperty("errorCode").GetString());
        Assert.NotEmpty(document.GetProperty("errorMessage").GetString()!);
    }

    /// <summary>With a web server of this machine in the place of a public one.</summary>
    public sealed class Host : PlatformHost, IAsyncLifetime
    {
        internal MediaProvider Web { get; } = MediaProvider.Start();

        async Task IAsyncLifetime.DisposeAsync()
        {
            await DisposeAsync();
            await Web.DisposeAsync();
        }

        internal override void Customize(IWebHostBuilder builder) => builder.UseSetting("Knowledge:AllowLoopback", "true");
    }
}
