using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;

namespace SmsPlatform.IntegrationTests.Tenancy;

/// <summary>
/// Every mapped route, by everyone who should not: the endpoints are enumerated, so that a new one is covered by being there.
/// </summary>
public sealed class RouteTests(PlatformHost host) : IClassFixture<PlatformHost>, IAsyncLifetime
{
    /// <summary>What anyone may call. An addition is a decision: it must find out by itself whom it serves.</summary>
    private static readonly string[] Open =
    [
        "/api/auth/login", "/api/auth/refresh", "/api/auth/setup", "/api/auth/invitations/read", "/api/auth/invitations/accept", "/setup",
        "/health/live", "/health/ready", "/graphql", "/metrics", "/media/{messageId:guid}/{ordinal:int}",
    ];

    /// <summary>What agents may change; everything else that changes something is for owners.</summary>
    private static readonly string[] ForAgents =
    [
        "/api/auth/", "/api/workspaces", "/api/members/{userId}", "/api/twilio/sms/send", "/api/twilio/{chatbotId}/send-sms",
        "/api/twilio/sms/stored/{id}/mark-processed", "/api/conversations/{id}/opt-out", "/api/conversations/{id}/opt-in", "/graphql",
        "/api/messages/{id}/retry", "/api/dead-letters/requeue",
    ];

    /// <summary>What no tenant owns: descriptions and measures.</summary>
    private static readonly string[] OfNoTenant = ["/openapi/{documentName}.json", "/metrics"];

    private readonly SeededObjects _seeded = new(host);
    private IReadOnlyList<Route> _routes = [];

    public async Task InitializeAsync()
    {
        _routes = Route.Of(host.Services);
        await _seeded.SeedAsync();
    }

    public Task DisposeAsync() => Task.CompletedTask;

    [Fact]
    public void Routes_ThatAreOpenToAll_AreTheseOnly()
    {
        Assert.True(_routes.Count > 25, $"Only {_routes.Count} routes were found.");
        Assert.Empty(_routes.Where(route => route.IsOpen && !IsOpen(route)).Select(route => route.ToString()));
    }

    [Fact]
    public async Task Anonymous_OnEveryClosedRoute_IsAskedToSignIn()
    {
        var failures = new List<string>();
        foreach (var route in _routes.Where(route => !IsOpen(route)))
        {
            var path = await route.FillAsync(_seeded.ValueAsync);
            using var plain = await CallAsync(host.Anonymous, route, path);
            Check(failures, route, plain, HttpStatusCode.Unauthorized);
            using var badToken = await CallAsync(host.Anonymous, route, path, "Bearer nonsense");
            Check(failures, route, badToken, HttpStatusCode.Unauthorized);
            using var badKey = await CallAsync(host.Anonymous, route, path, $"Bearer smsp_{Guid.NewGuid():N}_{new string('A', 43)}");
            if (badKey.StatusCode is not (HttpStatusCode.Unauthorized or HttpStatusCode.TooManyRequests))
            {
                failures.Add($"{route}: {(int)badKey.StatusCode} for a key that is none");
            }
        }

        Assert.Empty(failures);
    }

    [Fact]
    public async Task OwnerOfAnotherWorkspace_WithRawIds_FindsNothingAndChangesNothing()
    {
        using var stranger = await _seeded.StrangerAsync("stranger@example.com");
        var secrets = await _seeded.SecretsAsync();
        var before = await _seeded.RowsAsync();
        var failures = new List<string>();

        foreach (var route in _routes.Where(route => !route.IsOpen && !EndsSessions(route) && !OfNoTenant.Contains(route.Template)))
        {
            var path = await route.FillAsync(_seeded.ValueAsync);
            using var answer = await CallAsync(stranger, route, path);
            var text = await answer.Content.ReadAsStringAsync();
            failures.AddRange(secrets
                .Where(secret => text.Contains(secret, StringComparison.OrdinalIgnoreCase) && !path.Contains(secret, StringComparison.Ordinal))
                .Select(secret => $"{route}: tells {secret}"));
            if (!route.HasParameters)
            {
                continue;
            }

            // As for an id that is nobody's: what belongs to others cannot be told from what does not exist.
            using var unknown = await CallAsync(stranger, route, await route.FillAsync(Unknown));
            var (own, other) = (await CodeAsync(answer), await CodeAsync(unknown));
            var isHidden = answer.StatusCode == HttpStatusCode.NotFound
                || (answer.StatusCode == HttpStatusCode.Forbidden && route.Template.StartsWith("/api/admin/", StringComparison.Ordinal))
                || (answer.StatusCode == HttpStatusCode.BadRequest && route.Example == "{}");
            if (!isHidden || answer.StatusCode != unknown.StatusCode || own != other)
            {
                failures.Add($"{route}: {(int)answer.StatusCode} {own}, for an unknown id {(int)unknown.StatusCode} {other}");
            }
        }

        Assert.Empty(failures);
        Assert.Empty((await _seeded.RowsAsync()).Except(before));
        Assert.Empty(before.Except(await _seeded.RowsAsync()));
    }

    [Fact]
    public async Task OwnerOfAnotherWorkspace_WhoNamesTheFirst_IsNotFound()
    {
        using var stranger = await _seeded.StrangerAsync("third@example.com");
        stranger.DefaultRequestHeaders.Add("X-Workspace-Id", _seeded.Workspace.ToString());
        var failures = new List<string>();

        foreach (var route in _routes.Where(route => !IsOpen(route)))
        {
            using var answer = await CallAsync(stranger, route, await route.FillAsync(_seeded.ValueAsync));
            Check(failures, route, answer, HttpStatusCode.NotFound);
        }

        Assert.Empty(failures);
    }

    [Fact]
    public async Task Agent_OnEveryRouteThatChangesSomething_IsRefusedUnlessItIsForAgents()
    {
        using var agent = await _seeded.JoinAsync("agent@example.com", "Agent", _seeded.Workspace);
        var failures = new List<string>();

        foreach (var route in _routes.Where(route => !route.IsOpen && !route.Reads && !EndsSessions(route)))
        {
            using var answer = await CallAsync(agent, route, await route.FillAsync(Unknown));
            var isForAgents = ForAgents.Any(prefix => route.Template.StartsWith(prefix, StringComparison.Ordinal))
                && route is not { Method: "PATCH", Template: "/api/members/{userId}" };
            if (!isForAgents)
            {
                Check(failures, route, answer, HttpStatusCode.Forbidden);
            }
            else if (answer.StatusCode == HttpStatusCode.Unauthorized)
            {
                failures.Add($"{route}: 401 for an agent");
            }
        }

        Assert.Empty(failures);
    }

    [Theory]
    [InlineData("read")]
    [InlineData("send")]
    [InlineData("manage")]
    public async Task ApiKey_WithOneScope_DoesWhatItIsForAndNothingElse(string scope)
    {
        using var made = await host.Admin.PostAsJsonAsync("/api/api-keys", new { name = scope, scopes = new[] { scope } });
        using var body = JsonDocument.Parse(await made.Content.ReadAsStringAsync());
        var authorization = $"Bearer {body.RootElement.GetProperty("key").GetString()}";
        var failures = new List<string>();

        foreach (var route in _routes.Where(route => !route.IsOpen && !OfNoTenant.Contains(route.Template)))
        {
            using var answer = await CallAsync(host.Anonymous, route, await route.FillAsync(Unknown), authorization);
            var isRefused = answer.StatusCode is HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden;
            var code = await CodeAsync(answer);

            // What only owners read, a key must manage as well for.
            var isForOwners = route.Reads && scope == "read" && code == "auth.not_allowed";
            if (isRefused == (ScopeOf(route) == scope) && !isForOwners)
            {
                failures.Add($"{route}: {(int)answer.StatusCode} {code} with the scope {scope}");
            }
        }

        Assert.Empty(failures);
    }

    private static bool IsOpen(Route route) => Open.Contains(route.Template) || route.Template.StartsWith("/graphql", StringComparison.Ordinal)
        || (route.IsOpen && route.Template.Contains("/webhook", StringComparison.Ordinal));

    // Tested by themselves; here they would end the sessions that the rest of the test needs.
    private static bool EndsSessions(Route route) =>
        route is { Method: "POST", Template: "/api/auth/logout" } or { Method: "DELETE", Template: "/api/auth/sessions" };

    // Null: for no key, whatever its scope.
    private static string? ScopeOf(Route route)
    {
        string[] accounts = ["/api/auth", "/api/workspaces", "/api/members", "/api/api-keys", "/api/admin"];
        if (accounts.Any(prefix => route.Template.StartsWith(prefix, StringComparison.Ordinal)))
        {
            return null;
        }

        var last = route.Template.Split('/')[^1];

        // What only owners may read is for keys that manage.
        return route.Reads ? (last is "rejections" or "lookup" ? "manage" : "read") : last.StartsWith("send", StringComparison.Ordinal) || last is "retry" or "requeue" ? "send" : "manage";
    }

    private static Task<string> Unknown(string literal, string parameter) => Task.FromResult(parameter switch
    {
        "channel" or "kind" => "sms",
        "documentName" => "v1",
        _ => Guid.CreateVersion7().ToString(),
    });

    private static void Check(List<string> failures, Route route, HttpResponseMessage answer, HttpStatusCode expected)
    {
        if (answer.StatusCode != expected)
        {
            failures.Add($"{route}: {(int)answer.StatusCode} instead of {(int)expected}");
        }
    }

    private static async Task<HttpResponseMessage> CallAsync(HttpClient client, Route route, string path, string? authorization = null)
    {
        using var request = new HttpRequestMessage(new HttpMethod(route.Method), path);
        if (authorization is not null)
        {
            request.Headers.Authorization = AuthenticationHeaderValue.Parse(authorization);
        }

        if (!route.Reads)
        {
            request.Content = new StringContent(route.Example, Encoding.UTF8, "application/json");
        }

        return await client.SendAsync(request);
    }

    private static async Task<string?> CodeAsync(HttpResponseMessage answer) =>
        answer.Content.Headers.ContentType?.MediaType == "application/problem+json" ? await answer.CodeAsync() : null;
}
