using System.Net.Http.Json;
using System.Net.WebSockets;
using System.Text.Json;
using SmsPlatform.IntegrationTests.Tenancy;

namespace SmsPlatform.IntegrationTests.GraphQL;

/// <summary>Who gets onto a WebSocket.</summary>
public sealed class SocketSignInTests(PlatformHost host) : IClassFixture<PlatformHost>, IDisposable
{
    private const string Me = "query { me { email } }";

    private readonly CancellationTokenSource _patience = new(TimeSpan.FromSeconds(30));

    private CancellationToken Token => _patience.Token;

    public void Dispose() => _patience.Dispose();

    [Theory]
    [InlineData("Authorization")]
    [InlineData("authorization")]
    public async Task Init_WithAToken_SignsIn(string name)
    {
        await using var socket = await SocketClient.ConnectAsync(host.Address, Token);

        var answer = await socket.InitializeAsync(new Dictionary<string, string> { [name] = $"{host.Admin.DefaultRequestHeaders.Authorization}" }, Token);
        await socket.SubscribeAsync(Me, null, Token);

        Assert.Equal("connection_ack", answer);
        Assert.Equal("admin@example.com", (await socket.NextAsync(Token)).GetProperty("email").GetString());
    }

    [Fact]
    public async Task Init_WithAnApiKey_ActsAsTheKey()
    {
        await using var socket = await SocketClient.ConnectAsync(host.Address, Token);

        Assert.Equal("connection_ack", await socket.InitializeAsync(new { Authorization = $"Bearer {await KeyAsync()}" }, Token));
        await socket.SubscribeAsync("query { smsMessages(first: 1) { nodes { id } } }", null, Token);
        Assert.Equal(JsonValueKind.Array, (await socket.NextAsync(Token)).GetProperty("nodes").ValueKind);
        Assert.Equal("complete", (await socket.ReceiveAsync(Token))!.Value.GetProperty("type").GetString());
        await socket.SubscribeAsync(Me, null, Token);
        Assert.Equal("auth.not_for_keys", (await socket.ReceiveAsync(Token))!.Value.GetProperty("payload").ErrorCode());
    }

    [Fact]
    public async Task Init_AfterAHeader_NeedsNothingMore()
    {
        await using var socket = await SocketClient.ConnectAsync(host.Address, Token, authorization: $"{host.Admin.DefaultRequestHeaders.Authorization}");

        Assert.Equal("connection_ack", await socket.InitializeAsync(null, Token));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("Bearer nonsense")]
    [InlineData("Bearer smsp_nonsense")]
    [InlineData("")]
    public async Task Init_WithoutAGoodToken_IsClosed(string? authorization)
    {
        await using var socket = await SocketClient.ConnectAsync(host.Address, Token);

        var answer = await socket.InitializeAsync(authorization is null ? null : new { authorization }, Token);

        Assert.StartsWith("4401 ", answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Init_NamingAWorkspaceOfOthers_IsClosed()
    {
        var seeded = new SeededObjects(host);
        await seeded.SeedAsync();
        using var stranger = await seeded.StrangerAsync("socket-stranger@example.com");
        await using var socket = await SocketClient.ConnectAsync(host.Address, Token);

        var answer = await socket.InitializeAsync(
            new Dictionary<string, string>
            {
                ["Authorization"] = $"{stranger.DefaultRequestHeaders.Authorization}",
                ["X-Workspace-Id"] = seeded.Workspace.ToString(),
            },
            Token);

        Assert.StartsWith("4401 ", answer, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("https://evil.example")]
    [InlineData("null")]
    public async Task Connection_FromAPageOfAnotherSite_IsRefused(string origin)
    {
        var refused = await Assert.ThrowsAsync<WebSocketException>(() => SocketClient.ConnectAsync(host.Address, Token, origin: origin));

        Assert.Contains("403", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Connection_WithTheCookieOfAnotherPort_IsRefused()
    {
        using var browser = new HttpClient { BaseAddress = host.Address };
        using var login = await browser.PostAsJsonAsync(
            "/api/auth/login?useCookies=true", new { email = "admin@example.com", password = "correct horse battery staple" });
        var cookie = login.Headers.GetValues("Set-Cookie").Single().Split(';')[0];
        var sibling = new UriBuilder(host.Address) { Port = host.Address.Port + 1 }.Uri.GetLeftPart(UriPartial.Authority);
        await Assert.ThrowsAsync<WebSocketException>(() => SocketClient.ConnectAsync(host.Address, Token, origin: sibling, cookie: cookie));

        await using var socket = await SocketClient.ConnectAsync(
            host.Address, Token, origin: host.Address.GetLeftPart(UriPartial.Authority), cookie: cookie);

        Assert.Equal("connection_ack", await socket.InitializeAsync(null, Token));
    }

    private async Task<string> KeyAsync()
    {
        using var made = await host.Admin.PostAsJsonAsync("/api/api-keys", new { name = "socket", scopes = new[] { "read" } });
        made.EnsureSuccessStatusCode();
        using var body = JsonDocument.Parse(await made.Content.ReadAsStringAsync());
        return body.RootElement.GetProperty("key").GetString()!;
    }
}
