using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Hosting;
using SmsPlatform.IntegrationTests.Tenancy;

namespace SmsPlatform.IntegrationTests.GraphQL;

/// <summary>What one user may have of a node.</summary>
public sealed class LimitTests(LimitTests.StrictHost host) : IClassFixture<LimitTests.StrictHost>, IDisposable
{
    private const string Query = "subscription { onSmsReceived { id } }";

    private readonly CancellationTokenSource _patience = new(TimeSpan.FromSeconds(30));

    private CancellationToken Token => _patience.Token;

    public void Dispose() => _patience.Dispose();

    [Fact]
    public async Task Sockets_OfOneUser_AreLimited()
    {
        using var member = await MemberAsync();
        await using var first = await SocketClient.SignedInAsync(host.Address, member, Token);
        await using var second = await SocketClient.SignedInAsync(host.Address, member, Token);
        await using var third = await SocketClient.ConnectAsync(host.Address, Token);

        var answer = await third.InitializeAsync(new { authorization = $"{member.DefaultRequestHeaders.Authorization}" }, Token);

        Assert.Equal("1013 Too many connections", answer);
        await using var another = await SocketClient.SignedInAsync(host.Address, host.Admin, Token);
    }

    [Fact]
    public async Task Subscriptions_OfOneUser_AreLimitedOverAllConnections()
    {
        using var member = await MemberAsync();
        await using var socket = await SocketClient.SignedInAsync(host.Address, member, Token);
        var taken = await socket.SubscribeAsync(Query, null, Token);
        await socket.SubscribeAsync(Query, null, Token);
        await using var stream = await EventStream.OpenAsync(member, Query, null, Token);

        await using var refused = await EventStream.OpenAsync(member, Query, null, Token);
        await foreach (var result in refused.ReadAsync(Token))
        {
            Assert.Equal("subscriptions.too_many", result.ErrorCode());
        }

        // One that ends makes room.
        await socket.CompleteAsync(taken, Token);
        for (string? code = ""; code is not null;)
        {
            await using var next = await EventStream.OpenAsync(member, Query, null, Token);
            code = await FirstErrorAsync(next);
        }
    }

    [Fact]
    public async Task Operations_ThatWeighTooMuch_WaitForTheBucketToFill()
    {
        const string dear = "{ smsMessages(first: 100) { nodes { id conversation { id } } } }";
        using var member = await MemberAsync();
        await using var socket = await SocketClient.SignedInAsync(host.Address, member, Token);

        HttpResponseMessage answer;
        do
        {
            answer = await member.PostAsJsonAsync("/graphql", new { query = dear }, Token);
        }
        while (answer.StatusCode == HttpStatusCode.OK);

        Assert.Equal(HttpStatusCode.TooManyRequests, answer.StatusCode);
        Assert.InRange(answer.Headers.RetryAfter!.Delta!.Value, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(30));
        Assert.Equal("RATE_LIMITED", await CodeAsync(answer));

        // A stream is refused before it begins, an operation on a socket by itself.
        using var request = new HttpRequestMessage(HttpMethod.Post, "/graphql") { Content = JsonContent.Create(new { query = dear }) };
        request.Headers.Accept.ParseAdd("text/event-stream");
        using var stream = await member.SendAsync(request, Token);
        Assert.Equal(HttpStatusCode.TooManyRequests, stream.StatusCode);
        await socket.SubscribeAsync(dear, null, Token);
        var refused = (await socket.ReceiveAsync(Token))!.Value;
        Assert.Equal("error", refused.GetProperty("type").GetString());
        Assert.Equal("RATE_LIMITED", refused.GetProperty("payload")[0].GetProperty("extensions").GetProperty("code").GetString());
        Assert.True(refused.GetProperty("payload")[0].GetProperty("extensions").GetProperty("retryAfter").GetDouble() >= 1);

        // Others have buckets of their own, and this one fills.
        using var admin = await host.Admin.PostAsJsonAsync("/graphql", new { query = dear }, Token);
        Assert.Equal(HttpStatusCode.OK, admin.StatusCode);
        while (answer.StatusCode != HttpStatusCode.OK)
        {
            answer.Dispose();
            answer = await member.PostAsJsonAsync("/graphql", new { query = "{ me { email } }" }, Token);
        }

        answer.Dispose();
    }

    [Fact]
    public async Task Documents_ThatAreNotValid_WeighTooForTheirParsing()
    {
        using var member = await MemberAsync();
        var status = HttpStatusCode.OK;

        for (var i = 0; status != HttpStatusCode.TooManyRequests && i < 1_000; i++)
        {
            using var content = new StringContent(
                JsonSerializer.Serialize(new { query = $"{{ nothing{i} {new string(' ', 60_000)} }}" }), Encoding.UTF8, "application/json");
            using var answer = await member.PostAsync("/graphql", content, Token);
            status = answer.StatusCode;
        }

        Assert.Equal(HttpStatusCode.TooManyRequests, status);
    }

    private static async Task<string?> CodeAsync(HttpResponseMessage answer)
    {
        using var body = JsonDocument.Parse(await answer.Content.ReadAsStringAsync());
        return body.RootElement.ErrorCode();
    }

    /// <summary>Null when the stream stands: then nothing comes but comments.</summary>
    private async Task<string?> FirstErrorAsync(EventStream stream)
    {
        var phone = SignedWebhooks.NewPhone();
        using var stored = await host.PostAsync(SignedWebhooks.Sms(phone, "is anybody there?"));
        await foreach (var result in stream.ReadAsync(Token))
        {
            return result.ErrorCode();
        }

        throw new EndOfStreamException();
    }

    private async Task<HttpClient> MemberAsync()
    {
        var workspace = await host.ScalarAsync<Guid>("SELECT id FROM accounts.workspaces ORDER BY id LIMIT 1");
        return await new SeededObjects(host).JoinAsync($"{Guid.NewGuid():N}@example.com", "Agent", workspace);
    }

    /// <summary>One on which little is much.</summary>
    public sealed class StrictHost : PlatformHost
    {
        internal override void Customize(IWebHostBuilder builder)
        {
            builder.UseSetting("GraphQL:MaxSocketsPerUser", "2");
            builder.UseSetting("GraphQL:MaxSubscriptionsPerUser", "3");
            builder.UseSetting("GraphQL:CostPerSecond", "1000");
            builder.UseSetting("GraphQL:CostBurst", "10000");
        }
    }
}
