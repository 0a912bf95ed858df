using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using SmsPlatform.IntegrationTests.Tenancy;

namespace SmsPlatform.IntegrationTests.GraphQL;

/// <summary>Open streams end with what they rest on, and say so.</summary>
public sealed class StreamEndTests(PlatformHost host) : IClassFixture<PlatformHost>, IDisposable
{
    private const string Query = "subscription { onSmsReceived { id } }";
    private const string Revoked = "4403 The sign-in has expired or was revoked";
    private const string Password = "four unrelated words here";

    private readonly CancellationTokenSource _patience = new(TimeSpan.FromSeconds(30));

    private CancellationToken Token => _patience.Token;

    public void Dispose() => _patience.Dispose();

    [Fact]
    public async Task Streams_WhenTheirUserSignsOut_End()
    {
        using var member = await MemberAsync("Agent");

        await EndsAsync(member, () => member.PostAsync("/api/auth/logout", content: null, Token));
    }

    [Fact]
    public async Task Streams_WhenTheirUserIsGivenAnotherRole_End()
    {
        using var member = await MemberAsync("Agent");
        var user = await UserAsync(member);

        await EndsAsync(member, () => host.Admin.PatchAsJsonAsync($"/api/members/{user}", new { role = "Owner" }, Token));
    }

    [Fact]
    public async Task Streams_WhenTheirUserIsNoLongerAMember_End()
    {
        using var member = await MemberAsync("Agent");
        var user = await UserAsync(member);

        await EndsAsync(member, () => host.Admin.DeleteAsync($"/api/members/{user}", Token));
    }

    [Fact]
    public async Task Streams_OfOtherSessions_EndWithANewPassword()
    {
        var email = NewEmail();
        using var member = await MemberAsync("Agent", email);
        using var other = await host.SignInAsync(email, Password);
        await using var kept = await SocketClient.SignedInAsync(host.Address, member, Token);

        await EndsAsync(
            other,
            () => member.PostAsJsonAsync("/api/auth/password", new { currentPassword = Password, newPassword = "five quite unrelated words here" }, Token));

        await kept.SubscribeAsync("query { me { email } }", null, Token);
        Assert.Equal(email, (await kept.NextAsync(Token)).GetProperty("email").GetString());
    }

    [Fact]
    public async Task Streams_OfAnApiKey_EndWhenItIsRevoked()
    {
        using var made = await host.Admin.PostAsJsonAsync("/api/api-keys", new { name = "ends", scopes = new[] { "read" } });
        using var body = JsonDocument.Parse(await made.Content.ReadAsStringAsync());
        using var key = new HttpClient { BaseAddress = host.Address };
        key.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", body.RootElement.GetProperty("key").GetString());
        var id = body.RootElement.GetProperty("apiKey").GetProperty("id").GetGuid();

        await EndsAsync(key, () => host.Admin.DeleteAsync($"/api/api-keys/{id}", Token));
    }

    [Fact]
    public async Task Streams_WhenSomethingElseEndsTheSession_EndByThemselves()
    {
        using var member = await MemberAsync("Agent");
        var user = await UserAsync(member);

        // As another node would have done it: nothing on this one is told.
        await EndsAsync(member, async () =>
        {
            await host.ExecuteAsync("UPDATE accounts.sessions SET revoked_at = now() WHERE user_id = $1", user);
            return new HttpResponseMessage();
        });
    }

    [Fact]
    public async Task Streams_WhenTheirTokenExpires_End()
    {
        // Whose clock is nobody else's.
        var own = new PlatformHost();
        await own.InitializeAsync();
        try
        {
            await using var socket = await SocketClient.SignedInAsync(own.Address, own.Admin, Token);
            await using var stream = await EventStream.OpenAsync(own.Admin, Query, null, Token);

            own.Clock.Advance(TimeSpan.FromMinutes(61));

            Assert.Null(await socket.ReceiveAsync(Token));
            Assert.Equal(Revoked, socket.Close);
            Assert.Equal("AUTH_NOT_AUTHENTICATED", await LastCodeAsync(stream));
        }
        finally
        {
            await own.DisposeAsync();
        }
    }

    /// <summary>Opens both kinds of streams, does what ends them, and sees them end with a reason.</summary>
    private async Task EndsAsync(HttpClient client, Func<Task<HttpResponseMessage>> act)
    {
        await using var socket = await SocketClient.SignedInAsync(host.Address, client, Token);
        await socket.SubscribeAsync(Query, null, Token);
        await using var stream = await EventStream.OpenAsync(client, Query, null, Token);

        using var done = await act();
        done.EnsureSuccessStatusCode();

        Assert.Null(await socket.ReceiveAsync(Token));
        Assert.Equal(Revoked, socket.Close);
        Assert.Equal("AUTH_NOT_AUTHENTICATED", await LastCodeAsync(stream));
    }

    private async Task<string?> LastCodeAsync(EventStream stream)
    {
        string? code = null;
        await foreach (var result in stream.ReadAsync(Token))
        {
            code = result.ErrorCode();
        }

        return code;
    }

    private async Task<HttpClient> MemberAsync(string role, string? email = null)
    {
        var seeded = new SeededObjects(host);
        var workspace = await host.ScalarAsync<Guid>("SELECT id FROM accounts.workspaces ORDER BY id LIMIT 1");
        return await seeded.JoinAsync(email ?? NewEmail(), role, workspace);
    }

    private async Task<Guid> UserAsync(HttpClient member)
    {
        using var me = JsonDocument.Parse(await member.GetStringAsync("/api/auth/me", Token));
        return me.RootElement.GetProperty("id").GetGuid();
    }

    private static string NewEmail() => $"{Guid.NewGuid():N}@example.com";
}
