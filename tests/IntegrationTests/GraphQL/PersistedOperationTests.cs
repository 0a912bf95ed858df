using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.AspNetCore.Hosting;
using SmsPlatform.IntegrationTests.Tenancy;

namespace SmsPlatform.IntegrationTests.GraphQL;

/// <summary>The frontends' documents, on a host that executes nothing else.</summary>
public sealed class PersistedOperationTests(PersistedOperationTests.ClosedHost host) : IClassFixture<PersistedOperationTests.ClosedHost>
{
    private static readonly string[] Sources = Directory.GetFiles(FindSources(), "*.graphql");

    public static TheoryData<string> Documents => [.. Sources.Select(Path.GetFileNameWithoutExtension).OfType<string>()];

    [Theory]
    [MemberData(nameof(Documents))]
    public async Task Document_OfAFrontend_IsValidAndKnownByItsHash(string name)
    {
        using var member = await MemberAsync();

        member.DefaultRequestHeaders.Accept.ParseAdd("application/json");

        // Refused for want of its variables, or as a stream that is not accepted; but not before it was found, parsed and validated.
        using var answer = await member.PostAsJsonAsync("/graphql", new { id = HashOf(name) });

        Assert.Contains(await CodeAsync(answer), (string[])["INVALID_VARIABLE", "HC0063"]);
    }

    [Fact]
    public async Task Document_KnownByItsHash_IsExecuted()
    {
        using var member = await MemberAsync();
        var variables = new { first = 5 };
        var hash = HashOf("Conversations");

        using var byId = await member.PostAsJsonAsync("/graphql", new { id = hash, variables });
        using var asApollo = await member.PostAsJsonAsync(
            "/graphql", new { variables, extensions = new { persistedQuery = new { version = 1, sha256Hash = hash } } });

        Assert.StartsWith("""{"data":{"conversations":{"nodes":""", await byId.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.StartsWith("""{"data":{"conversations":{"nodes":""", await asApollo.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Document_OfOnesOwn_IsForAdminsOnly()
    {
        const string own = "{ me { email } }";
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        using var member = await MemberAsync();
        await using var socket = await SocketClient.SignedInAsync(host.Address, member, patience.Token);
        await using var admins = await SocketClient.SignedInAsync(host.Address, host.Admin, patience.Token);

        using var refused = await member.PostAsJsonAsync("/graphql", new { query = own });
        using var sneaked = await member.PostAsJsonAsync("/graphql", new { query = own, id = HashOf("Conversations"), variables = new { first = 1 } });
        using var unknown = await member.PostAsJsonAsync("/graphql", new { id = new string('0', 64) });
        using var allowed = await host.Admin.PostAsJsonAsync("/graphql", new { query = own });
        await socket.SubscribeAsync(own, null, patience.Token);
        await admins.SubscribeAsync(own, null, patience.Token);

        Assert.Equal("HC0067", await CodeAsync(refused));
        Assert.StartsWith("""{"data":{"conversations":""", await sneaked.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Equal("PERSISTED_QUERY_NOT_FOUND", await CodeAsync(unknown));
        Assert.Equal("""{"data":{"me":{"email":"admin@example.com"}}}""", await allowed.Content.ReadAsStringAsync());
        Assert.Equal("error", (await socket.ReceiveAsync(patience.Token))!.Value.GetProperty("type").GetString());
        Assert.Equal("next", (await admins.ReceiveAsync(patience.Token))!.Value.GetProperty("type").GetString());
    }

    private static string HashOf(string name) =>
        Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(Sources.Single(file => Path.GetFileNameWithoutExtension(file) == name))));

    private static async Task<string?> CodeAsync(HttpResponseMessage answer)
    {
        using var body = JsonDocument.Parse(await answer.Content.ReadAsStringAsync());
        return body.RootElement.ErrorCode();
    }

    private static string FindSources()
    {
        var root = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(root.FullName, "SmsPlatform.sln")))
        {
            root = root.Parent ?? throw new InvalidOperationException($"{AppContext.BaseDirectory} is not inside the solution.");
        }

        return Path.Combine(root.FullName, "src", "WebApi", "GraphQL", "Operations");
    }

    private async Task<HttpClient> MemberAsync()
    {
        var workspace = await host.ScalarAsync<Guid>("SELECT id FROM accounts.workspaces ORDER BY id LIMIT 1");
        return await new SeededObjects(host).JoinAsync($"{Guid.NewGuid():N}@example.com", "Agent", workspace);
    }

    public sealed class ClosedHost : PlatformHost
    {
        internal override void Customize(IWebHostBuilder builder) => builder.UseSetting("GraphQL:OnlyPersistedOperations", "true");
    }
}
