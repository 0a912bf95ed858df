using System.Net;
using System.Net.Http.Headers;
using System.Security.Claims;
using System.Text;
using Microsoft.AspNetCore.Http;
using SmsPlatform.GraphQL;
using SmsPlatform.GraphQL.AspNetCore;
using SmsPlatform.GraphQL.Execution;

namespace SmsPlatform.GraphQLTests.AspNetCore;

public sealed class HttpTests
{
    [Theory]
    [InlineData(null, "application/graphql-response+json")]
    [InlineData("*/*", "application/json")]
    [InlineData("application/json", "application/json")]
    [InlineData("application/graphql-response+json", "application/graphql-response+json")]
    public async Task Post_WhenAccepted_AnswersInThatType(string? accept, string type)
    {
        await using var host = await TransportHost.StartAsync();

        using var response = await PostAsync(host, """{"query":"{ ok }"}""", accept: accept);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal(type, response.Content.Headers.ContentType?.MediaType);
        Assert.Equal("utf-8", response.Content.Headers.ContentType?.CharSet);
        Assert.Equal("""{"data":{"ok":true}}""", await response.Content.ReadAsStringAsync());
        Assert.Equal(20, response.Content.Headers.ContentLength);
    }

    [Theory]
    [InlineData("invalid", "application/graphql-response+json", 400)]
    [InlineData("invalid", "application/json", 200)]
    [InlineData("timeout", "application/graphql-response+json", 504)]
    [InlineData("timeout", "application/json", 200)]
    [InlineData("later", "application/json", 200)]
    [InlineData("mutation", "application/json", 200)]
    [InlineData("subscription", "application/json", 406)]
    [InlineData("{ ok }", "text/html", 406)]
    public async Task Post_WhenOutcomeIs_AnswersWithStatus(string query, string accept, int status)
    {
        await using var host = await TransportHost.StartAsync();

        using var response = await PostAsync(host, $$"""{"query":"{{query}}"}""", accept: accept);

        Assert.Equal(status, (int)response.StatusCode);
    }

    [Fact]
    public async Task Post_WhenComplete_HandsEverythingToTheEngine()
    {
        await using var host = await TransportHost.StartAsync();

        using var response = await PostAsync(
            host, """{"query":"query A { ok }","operationName":"A","variables":{"x":1},"extensions":{"y":2}}""", accept: null, user: "ann");

        var request = await host.Executor.NextRequestAsync();
        Assert.Equal("A", request.OperationName);
        Assert.Equal(AllowedOperations.All, request.AllowedOperations);
        Assert.Equal("ann", request.User?.Claims.Single().Value);
        Assert.IsAssignableFrom<HttpContext>(request.ContextData!["HttpContext"]);
        Assert.Null(request.AllowIntrospection);
    }

    [Theory]
    [InlineData("text/plain")]
    [InlineData("application/x-www-form-urlencoded")]
    [InlineData("multipart/form-data; boundary=x")]
    [InlineData("application/xml")]
    [InlineData("application/json; charset=utf-16")]
    [InlineData(null)]
    public async Task Post_WhenContentTypeIsNotJson_Refuses(string? contentType)
    {
        await using var host = await TransportHost.StartAsync();

        using var response = await PostAsync(host, """{"query":"{ ok }"}""", contentType: contentType);

        Assert.Equal(HttpStatusCode.UnsupportedMediaType, response.StatusCode);
        Assert.Contains("UNSUPPORTED_MEDIA_TYPE", await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("text/plain", 200)]
    [InlineData(null, 200)]
    [InlineData("multipart/form-data; boundary=x", 415)]
    public async Task Post_WhenPreflightHeaderIsSent_TakesSimpleContentTypes(string? contentType, int status)
    {
        await using var host = await TransportHost.StartAsync();
        host.Client.DefaultRequestHeaders.Add("GraphQL-Preflight", "1");

        using var response = await PostAsync(host, """{"query":"{ ok }"}""", contentType: contentType);

        Assert.Equal(status, (int)response.StatusCode);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Post_WhenBodyIsTooLarge_Refuses(bool chunked)
    {
        await using var host = await TransportHost.StartAsync(options => options.MaxRequestSize = 100_000);
        host.Client.DefaultRequestHeaders.TransferEncodingChunked = chunked;
        var body = "{\"query\":\"" + new string(' ', 100_000) + "\"}";

        using var response = await PostAsync(host, body);

        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, response.StatusCode);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Post_WhenBodyComesInPieces_ReadsIt(bool chunked)
    {
        await using var host = await TransportHost.StartAsync();
        host.Client.DefaultRequestHeaders.TransferEncodingChunked = chunked;
        var query = "{ ok } #" + new string('x', 300_000);

        using var response = await PostAsync(host, "{\"query\":\"" + query + "\"}");

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
    }

    [Fact]
    public async Task Post_WhenResponseIsLarge_SendsItWhole()
    {
        await using var host = await TransportHost.StartAsync();

        using var response = await PostAsync(host, """{"query":"large"}""");

        Assert.Equal((512 * 1024) + 11, (await response.Content.ReadAsByteArrayAsync()).Length);
    }

    [Fact]
    public async Task Post_WhenClientLeaves_CancelsTheExecution()
    {
        await using var host = await TransportHost.StartAsync();
        using var leave = new CancellationTokenSource();
        var pending = host.Client.PostAsync(new Uri("/graphql", UriKind.Relative), Json("""{"query":"hang"}"""), leave.Token);
        await host.Executor.NextRequestAsync();

        await leave.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => pending);
        await host.Executor.Cancelled.WaitAsync(Within.TestTime());
    }

    [Theory]
    [InlineData("?query={ok}", 200)]
    [InlineData("?query={ok}&variables={\"a\":1}&operationName=A&extensions={}", 200)]
    [InlineData("?query={ok}&variables=", 200)]
    [InlineData("?query={ok}&variables=[]", 400)]
    [InlineData("?query={ok}&variables={", 400)]
    [InlineData("?query={ok}&query={no}", 400)]
    [InlineData("?operationName=A", 400)]
    [InlineData("", 400)]
    [InlineData("?query=mutation", 405)]
    public async Task Get_WhenRequestIs_AnswersWithStatus(string url, int status)
    {
        await using var host = await TransportHost.StartAsync();

        using var response = await host.Client.GetAsync(new Uri("/graphql" + url, UriKind.Relative));

        Assert.Equal(status, (int)response.StatusCode);
    }

    [Fact]
    public async Task Get_WhenMutation_PointsToPost()
    {
        await using var host = await TransportHost.StartAsync();

        using var response = await host.Client.GetAsync(new Uri("/graphql?query=mutation", UriKind.Relative));

        Assert.Equal(["POST"], response.Content.Headers.Allow);
    }

    [Theory]
    [InlineData("PUT")]
    [InlineData("DELETE")]
    [InlineData("PATCH")]
    public async Task Send_WhenMethodIsOther_Refuses(string method)
    {
        await using var host = await TransportHost.StartAsync();
        using var request = new HttpRequestMessage(new HttpMethod(method), "/graphql");

        using var response = await host.Client.SendAsync(request);

        Assert.Equal(HttpStatusCode.MethodNotAllowed, response.StatusCode);
        Assert.Equal(["GET", "POST"], response.Content.Headers.Allow.Order());
    }

    [Fact]
    public async Task Get_WhenSwitchedOff_Refuses()
    {
        await using var host = await TransportHost.StartAsync(options => options.EnableGetRequests = false);

        using var response = await host.Client.GetAsync(new Uri("/graphql?query={ok}", UriKind.Relative));

        Assert.Equal(HttpStatusCode.MethodNotAllowed, response.StatusCode);
    }

    [Theory]
    [InlineData(false, "no-cors", null, 400)]
    [InlineData(false, "cors", null, 200)]
    [InlineData(false, "no-cors", "1", 200)]
    [InlineData(true, null, null, 400)]
    [InlineData(true, null, "1", 200)]
    public async Task Get_WhenBrowserSaysWhoAsks_RefusesEmbeddedOnes(bool enforced, string? mode, string? preflight, int status)
    {
        await using var host = await TransportHost.StartAsync(options => options.EnforceGetRequestsPreflightHeader = enforced);

        foreach (var (name, value) in new[] { ("Sec-Fetch-Mode", mode), ("GraphQL-Preflight", preflight) })
        {
            if (value is not null)
            {
                host.Client.DefaultRequestHeaders.Add(name, value);
            }
        }

        using var response = await host.Client.GetAsync(new Uri("/graphql?query={ok}", UriKind.Relative));

        Assert.Equal(status, (int)response.StatusCode);
    }

    [Fact]
    public async Task Post_WhenBatchingIsOn_AnswersEachInOrder()
    {
        await using var host = await TransportHost.StartAsync(options => options.EnableBatching = true);

        using var response = await PostAsync(host, """[{"query":"{ ok }"},{"query":"invalid"},{"query":"subscription"},{"query":"later"}]""");

        Assert.Equal(
            """[{"data":{"ok":true}},{"errors":[{"message":"invalid"}]},{"errors":[{"message":"not allowed"}]},{"data":{"ok":true}}]""",
            await response.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task Post_WhenInterceptorAllowsIntrospection_TheEngineIsTold()
    {
        await using var host = await TransportHost.StartAsync(
            backend: backend => backend with
            {
                HttpInterceptor = new DelegateHttpRequestInterceptor((context, _, request, _) =>
                {
                    request.AllowIntrospection().SetGlobalState("path", context.Request.Path.Value);
                    return ValueTask.CompletedTask;
                }),
            });

        using var response = await PostAsync(host, """{"query":"{ ok }"}""");

        var request = await host.Executor.NextRequestAsync();
        Assert.True(request.AllowIntrospection);
        Assert.Equal("/graphql", request.ContextData!["path"]);
        Assert.IsAssignableFrom<HttpContext>(request.ContextData["HttpContext"]);
    }

    [Fact]
    public async Task Post_WhenInterceptorRefuses_AnswersWithItsError()
    {
        await using var host = await TransportHost.StartAsync(
            backend: backend => backend with
            {
                HttpInterceptor = new DelegateHttpRequestInterceptor((_, _, _, _) =>
                    throw new GraphQLException(ErrorBuilder.New().SetMessage("Too often").SetCode("RATE_LIMITED").Build())),
            });

        using var response = await PostAsync(host, """{"query":"{ ok }"}""");

        Assert.Equal(
            """{"errors":[{"message":"Too often","extensions":{"code":"RATE_LIMITED"}}]}""", await response.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task GetSdl_WhenAskedAgainWithTag_AnswersNotModified()
    {
        await using var host = await TransportHost.StartAsync();
        var url = new Uri("/graphql?sdl", UriKind.Relative);

        using var first = await host.Client.GetAsync(url);
        host.Client.DefaultRequestHeaders.IfNoneMatch.Add(first.Headers.ETag!);
        using var second = await host.Client.GetAsync(url);

        Assert.Equal("type Query { ok: Boolean }", await first.Content.ReadAsStringAsync());
        Assert.Equal(HttpStatusCode.NotModified, second.StatusCode);
    }

    [Theory]
    [InlineData("admin", 200)]
    [InlineData("ann", 404)]
    public async Task GetSdl_WhenItIsForSome_HidesItFromOthers(string user, int status)
    {
        await using var host = await TransportHost.StartAsync(
            options => options.AllowSchemaRequest = context => context.User.HasClaim(ClaimTypes.NameIdentifier, "admin"));
        host.Client.DefaultRequestHeaders.Add("X-User", user);

        using var response = await host.Client.GetAsync(new Uri("/graphql?sdl", UriKind.Relative));

        Assert.Equal(status, (int)response.StatusCode);
    }

    private static Task<HttpResponseMessage> PostAsync(
        TransportHost host, string body, string? accept = "application/json", string? contentType = "application/json", string? user = null)
    {
        var content = Json(body);
        content.Headers.ContentType = contentType is null ? null : MediaTypeHeaderValue.Parse(contentType);
        var request = new HttpRequestMessage(HttpMethod.Post, "/graphql") { Content = content };

        if (accept is not null)
        {
            request.Headers.Add("Accept", accept);
        }

        if (user is not null)
        {
            request.Headers.Add("X-User", user);
        }

        return host.Client.SendAsync(request, Within.TestTime());
    }

    private static StringContent Json(string body) => new(body, Encoding.UTF8, new MediaTypeHeaderValue("application/json"));
}
