using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using SmsPlatform.IntegrationTests.Database;
using static SmsPlatform.IntegrationTests.Accounts.AccountsHost;

namespace SmsPlatform.IntegrationTests.Accounts;

public sealed class MemberTests : IAsyncLifetime
{
    private const string Guest = "bob@example.com";
    private const string GuestPassword = "four unrelated words here";

    private TestDatabase _database = null!;
    private AccountsHost _host = null!;
    private string _owner = null!;

    public async Task InitializeAsync()
    {
        _database = await DatabaseAsync();
        _host = await StartWithAdminAsync(_database);
        _owner = (await _host.TokensAsync()).AccessToken;
    }

    public async Task DisposeAsync()
    {
        await _host.DisposeAsync();
        await _database.DisposeAsync();
    }

    [Fact]
    public async Task Invitation_WhenAccepted_MakesAMemberOnce()
    {
        var invitation = await InviteAsync(Guest, "Agent");
        var token = invitation.GetProperty("token").GetString();

        var offer = await ReadAsync(await _host.Http.PostAsJsonAsync("/api/auth/invitations/read", new { token }));
        var weak = await AcceptAsync(token, "password");
        await ReadAsync(await AcceptAsync(token, GuestPassword));
        var again = await AcceptAsync(token, GuestPassword);

        Assert.Equal((Guest, "Default", false), (
            offer.GetProperty("email").GetString(), offer.GetProperty("workspaceName").GetString(), offer.GetProperty("hasAccount").GetBoolean()));
        Assert.Equal("password.too_short", await CodeAsync(weak));
        Assert.Equal("invitation.invalid", await CodeAsync(again));
        var signedIn = await ReadTokensAsync(await _host.LogInAsync(Guest, GuestPassword));
        var me = await ReadAsync(await _host.SendAsync(HttpMethod.Get, "/api/auth/me", signedIn.AccessToken));
        Assert.Equal("Agent", me.GetProperty("workspaces")[0].GetProperty("role").GetString());
        Assert.False(me.GetProperty("isAdmin").GetBoolean());
    }

    [Fact]
    public async Task Invitation_WhenTakenTwiceAtOnce_MakesOneMember()
    {
        var token = (await InviteAsync(Guest, "Agent")).GetProperty("token").GetString();

        var answers = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => AcceptAsync(token, GuestPassword)));

        Assert.Single(answers, answer => answer.IsSuccessStatusCode);
        Assert.Equal(2, await _host.ScalarAsync<long>("SELECT count(*) FROM accounts.members"));
    }

    [Fact]
    public async Task Invitation_WhenTwoOfOnePersonAreMadeAtOnce_OneReplacesTheOther()
    {
        await using var held = await Held.AtCommitAsync(_host, "INSERT ON accounts.invitations");

        var both = new[] { InviteAsync(Guest, "Agent", _owner), InviteAsync(Guest, "Agent", _owner) };
        await held.UntilWaitingAsync(2);
        await held.LetGoAsync();
        var accepted = new List<HttpResponseMessage>();
        foreach (var made in await Task.WhenAll(both))
        {
            accepted.Add(await AcceptAsync((await ReadAsync(made)).GetProperty("token").GetString(), GuestPassword));
        }

        Assert.Equal("invitation.invalid", await CodeAsync(Assert.Single(accepted, answer => !answer.IsSuccessStatusCode)));
        Assert.Equal(0, await _host.ScalarAsync<long>("SELECT count(*) FROM accounts.invitations"));
    }

    [Fact]
    public async Task Invitation_IsStoredAsADigestAndLinkedWithItsTokenInTheFragment()
    {
        var invitation = await InviteAsync(Guest, "Agent");
        var token = invitation.GetProperty("token").GetString()!;

        Assert.EndsWith($"/invitation#{token}", invitation.GetProperty("link").GetString(), StringComparison.Ordinal);
        Assert.False(await _host.ScalarAsync<bool>($"SELECT bool_or(i::text LIKE '%{token}%') FROM accounts.invitations AS i"));
        Assert.DoesNotContain(token, _host.Log.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Invitation_WhenExpiredOrWithdrawnOrReplaced_IsGoodForNothing()
    {
        var replaced = await InviteAsync(Guest, "Agent");
        var withdrawn = await InviteAsync(Guest, "Agent");
        var id = withdrawn.GetProperty("invitation").GetProperty("id").GetGuid();
        await _host.SendAsync(HttpMethod.Delete, $"/api/members/invitations/{id}", _owner);
        var expired = await InviteAsync("eve@example.com", "Agent");
        _host.Clock.Advance(TimeSpan.FromDays(7));

        foreach (var invitation in new[] { replaced, withdrawn, expired })
        {
            Assert.Equal("invitation.invalid", await CodeAsync(await AcceptAsync(invitation.GetProperty("token").GetString(), GuestPassword)));
        }

        Assert.Equal(1, await _host.ScalarAsync<long>("SELECT count(*) FROM accounts.users"));
    }

    [Fact]
    public async Task Invitation_WhenThePersonHasAnAccount_NeedsTheirSignIn()
    {
        var guest = await JoinAsync("Agent");
        var second = await NewWorkspaceAsync("Second");
        var token = (await InviteAsync(Guest, "Owner", second)).GetProperty("token").GetString();

        var stranger = await AcceptAsync(token, "a password of my own choice");
        var wrong = await _host.SendJsonAsync(HttpMethod.Post, "/api/auth/invitations/accept", _owner, new { token });
        var right = await _host.SendJsonAsync(HttpMethod.Post, "/api/auth/invitations/accept", guest, new { token });

        Assert.Equal("invitation.sign_in_first", await CodeAsync(stranger));
        Assert.Equal("invitation.for_someone_else", await CodeAsync(wrong));
        Assert.Equal("Owner", (await ReadAsync(right)).GetProperty("role").GetString());
        var mine = await ReadAsync(await _host.SendAsync(HttpMethod.Get, "/api/workspaces", guest));
        Assert.Equal(["Default", "Second"], mine.GetProperty("workspaces").EnumerateArray().Select(each => each.GetProperty("name").GetString()));
    }

    [Fact]
    public async Task Role_WhenChanged_EndsSessionsAndRevokesTheKeysOfAFormerOwner()
    {
        var guest = await JoinAsync("Owner");
        var key = (await ReadAsync(await MakeKeyAsync(guest))).GetProperty("key").GetString();
        Assert.Equal(HttpStatusCode.OK, (await _host.SendAsync(HttpMethod.Get, "/probe", key)).StatusCode);

        var changed = await ChangeRoleAsync(await GuestIdAsync(), "Agent", _owner);

        Assert.Equal(HttpStatusCode.NoContent, changed.StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, (await _host.SendAsync(HttpMethod.Get, "/probe", guest)).StatusCode);
        Assert.Equal("auth.key_invalid", await CodeAsync(await _host.SendAsync(HttpMethod.Get, "/probe", key)));
        Assert.Equal("agent", await _host.ScalarAsync<string>($"SELECT role FROM accounts.members WHERE user_id = '{await GuestIdAsync()}'"));
    }

    [Fact]
    public async Task Role_WhenAskedForWhileItIsBeingChanged_IsNotRememberedAfterwards()
    {
        var guest = await JoinAsync("Owner");
        var key = (await ReadAsync(await MakeKeyAsync(guest))).GetProperty("key").GetString();
        await _host.SendAsync(HttpMethod.Get, "/probe", key);
        await using var held = await Held.AtCommitAsync(_host, "UPDATE ON accounts.members");

        var change = ChangeRoleAsync(await GuestIdAsync(), "Agent", _owner);
        await held.UntilWaitingAsync(1);
        var meanwhile = new[] { await _host.SendAsync(HttpMethod.Get, "/probe", guest), await _host.SendAsync(HttpMethod.Get, "/probe", key) };
        await held.LetGoAsync();
        var changed = await change;

        Assert.All(meanwhile, answer => Assert.Equal(HttpStatusCode.OK, answer.StatusCode));
        Assert.Equal(HttpStatusCode.NoContent, changed.StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, (await _host.SendAsync(HttpMethod.Get, "/probe", guest)).StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, (await _host.SendAsync(HttpMethod.Get, "/probe", key)).StatusCode);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Owner_WhenNoLongerOne_TakesTheirInvitationsAlong(bool isRemoved)
    {
        const string Friend = "eve@example.com";
        var guest = await JoinAsync("Owner");
        var id = await GuestIdAsync();
        var theirs = (await ReadAsync(await InviteAsync(Friend, "Owner", guest))).GetProperty("token").GetString();
        await InviteAsync("zoe@example.com", "Agent");
        var elsewhere = await ReadAsync(await _host.SendJsonAsync(HttpMethod.Post, "/api/workspaces", guest, new { name = "Guest's own" }));
        await ReadAsync(await InviteAsync("kim@example.com", "Agent", guest, elsewhere.GetProperty("id").GetGuid()));

        var changed = isRemoved
            ? await _host.SendAsync(HttpMethod.Delete, $"/api/members/{id}", _owner)
            : await ChangeRoleAsync(id, "Agent", _owner);
        var accepted = await AcceptAsync(theirs, GuestPassword);

        Assert.Equal(HttpStatusCode.NoContent, changed.StatusCode);
        Assert.Equal("invitation.invalid", await CodeAsync(accepted));
        Assert.Equal(0, await _host.ScalarAsync<long>($"SELECT count(*) FROM accounts.users WHERE email = '{Friend}'"));
        Assert.Equal(
            "kim@example.com zoe@example.com", await _host.ScalarAsync<string>("SELECT string_agg(email, ' ' ORDER BY email) FROM accounts.invitations"));
    }

    [Fact]
    public async Task Owner_WhenDemotedWhileTheirRequestsAreUnderWay_ManagesNothingMore()
    {
        var guest = await JoinAsync("Owner");
        var id = await GuestIdAsync();
        await using var held = await Held.AtCommitAsync(_host, "UPDATE ON accounts.members");

        var demotion = ChangeRoleAsync(id, "Agent", _owner);
        await held.UntilWaitingAsync(1);
        Task<HttpResponseMessage>[] underWay =
            [MakeKeyAsync(guest), InviteAsync("eve@example.com", "Owner", guest), ChangeRoleAsync(id, "Owner", guest)];
        await held.UntilWaitingAsync(4);
        await held.LetGoAsync();

        Assert.Equal(HttpStatusCode.NoContent, (await demotion).StatusCode);
        foreach (var answer in await Task.WhenAll(underWay))
        {
            Assert.Equal((HttpStatusCode.Forbidden, "auth.not_allowed"), (answer.StatusCode, await CodeAsync(answer)));
        }

        Assert.Equal("agent", await _host.ScalarAsync<string>($"SELECT role FROM accounts.members WHERE user_id = '{id}'"));
        Assert.Equal(0, await _host.ScalarAsync<long>("SELECT (SELECT count(*) FROM accounts.api_keys) + (SELECT count(*) FROM accounts.invitations)"));
    }

    [Fact]
    public async Task Owner_WhenDemotedWhileTheirInvitationIsBeingAccepted_WaitsForTheNewMember()
    {
        var guest = await JoinAsync("Owner");
        var token = (await ReadAsync(await InviteAsync("eve@example.com", "Agent", guest))).GetProperty("token").GetString();
        await using var held = await Held.AtChangeAsync(_host, "DELETE ON accounts.invitations");

        var acceptance = AcceptAsync(token, GuestPassword);
        await held.UntilWaitingAsync(1);
        var demotion = ChangeRoleAsync(await GuestIdAsync(), "Agent", _owner);
        await held.UntilWaitingAsync(2);
        await held.LetGoAsync();

        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.NoContent), ((await acceptance).StatusCode, (await demotion).StatusCode));
        Assert.Equal(2, await _host.ScalarAsync<long>("SELECT count(*) FROM accounts.members WHERE role = 'agent'"));
    }

    [Fact]
    public async Task Agent_MayListAndLeaveButManageNothing()
    {
        var agent = await JoinAsync("Agent");
        var owner = await _host.ScalarAsync<Guid>($"SELECT id FROM accounts.users WHERE email = '{Email}'");

        Assert.Equal(HttpStatusCode.OK, (await _host.SendAsync(HttpMethod.Get, "/api/members", agent)).StatusCode);
        foreach (var refused in new[]
        {
            await _host.SendJsonAsync(HttpMethod.Patch, $"/api/members/{await GuestIdAsync()}", agent, new { role = "Owner" }),
            await _host.SendAsync(HttpMethod.Delete, $"/api/members/{owner}", agent),
            await _host.SendJsonAsync(HttpMethod.Post, "/api/members/invitations", agent, new { email = "x@example.com" }),
            await _host.SendAsync(HttpMethod.Get, "/api/members/invitations", agent),
            await _host.SendJsonAsync(HttpMethod.Post, "/api/api-keys", agent, new { name = "Mine", scopes = new[] { "read" } }),
        })
        {
            Assert.Equal("auth.not_allowed", await CodeAsync(refused));
        }

        Assert.Equal(HttpStatusCode.NoContent, (await _host.SendAsync(HttpMethod.Delete, $"/api/members/{await GuestIdAsync()}", agent)).StatusCode);
        Assert.Equal(1, await _host.ScalarAsync<long>("SELECT count(*) FROM accounts.members"));
    }

    [Fact]
    public async Task Owner_WhenTheLast_CanNeitherLeaveNorStepDown()
    {
        var id = await _host.ScalarAsync<Guid>("SELECT id FROM accounts.users");

        Assert.Equal("member.last_owner", await CodeAsync(await _host.SendAsync(HttpMethod.Delete, $"/api/members/{id}", _owner)));
        Assert.Equal("member.last_owner", await CodeAsync(
            await _host.SendJsonAsync(HttpMethod.Patch, $"/api/members/{id}", _owner, new { role = "agent" })));
        Assert.Equal("role.invalid", await CodeAsync(
            await _host.SendJsonAsync(HttpMethod.Patch, $"/api/members/{id}", _owner, new { role = "7" })));
        Assert.Equal("owner", await _host.ScalarAsync<string>("SELECT role FROM accounts.members"));
    }

    [Fact]
    public async Task Owners_WhenTwoStepDownAtOnce_LeaveOne()
    {
        var guest = await JoinAsync("Owner");
        var (first, second) = (await _host.ScalarAsync<Guid>($"SELECT id FROM accounts.users WHERE email = '{Email}'"), await GuestIdAsync());

        await Task.WhenAll(
            _host.SendJsonAsync(HttpMethod.Patch, $"/api/members/{first}", _owner, new { role = "Agent" }),
            _host.SendJsonAsync(HttpMethod.Patch, $"/api/members/{second}", guest, new { role = "Agent" }));

        Assert.Equal(1, await _host.ScalarAsync<long>("SELECT count(*) FROM accounts.members WHERE role = 'owner'"));
    }

    [Fact]
    public async Task Workspace_WhenMade_IsItsOwnersAlone()
    {
        var agent = await JoinAsync("Agent");
        var made = await NewWorkspaceAsync("Second");

        var foreign = await _host.SendJsonAsync(HttpMethod.Patch, $"/api/workspaces/{made}", agent, new { name = "Mine now" });
        var asAgent = await _host.SendJsonAsync(
            HttpMethod.Patch, $"/api/workspaces/{await _host.ScalarAsync<Guid>("SELECT min(id::text)::uuid FROM accounts.workspaces")}", agent, new { name = "Mine" });
        var renamed = await _host.SendJsonAsync(HttpMethod.Patch, $"/api/workspaces/{made}", _owner, new { name = "Renamed" });
        var empty = await _host.SendJsonAsync(HttpMethod.Patch, $"/api/workspaces/{made}", _owner, new { name = " " });
        var inside = await _host.SendJsonAsync(HttpMethod.Get, "/api/members", agent, workspace: made);

        Assert.Equal("workspace.not_found", await CodeAsync(foreign));
        Assert.Equal("auth.not_allowed", await CodeAsync(asAgent));
        Assert.Equal(HttpStatusCode.NoContent, renamed.StatusCode);
        Assert.Equal("workspace.name_invalid", await CodeAsync(empty));
        Assert.Equal("workspace.not_found", await CodeAsync(inside));
        Assert.Equal("Renamed", await _host.ScalarAsync<string>($"SELECT name FROM accounts.workspaces WHERE id = '{made}'"));
    }

    private async Task<JsonElement> InviteAsync(string email, string role, Guid? workspace = null) =>
        await ReadAsync(await InviteAsync(email, role, _owner, workspace));

    private Task<HttpResponseMessage> InviteAsync(string email, string role, string by, Guid? workspace = null) =>
        _host.SendJsonAsync(HttpMethod.Post, "/api/members/invitations", by, new { email, role }, workspace);

    private Task<HttpResponseMessage> ChangeRoleAsync(Guid id, string role, string by) =>
        _host.SendJsonAsync(HttpMethod.Patch, $"/api/members/{id}", by, new { role });

    private Task<HttpResponseMessage> MakeKeyAsync(string by) =>
        _host.SendJsonAsync(HttpMethod.Post, "/api/api-keys", by, new { name = "Guest's", scopes = new[] { "read" } });

    private Task<HttpResponseMessage> AcceptAsync(string? token, string? password) =>
        _host.Http.PostAsJsonAsync("/api/auth/invitations/accept", new { token, password });

    private async Task<string> JoinAsync(string role)
    {
        var invitation = await InviteAsync(Guest, role);
        await ReadAsync(await AcceptAsync(invitation.GetProperty("token").GetString(), GuestPassword));
        return (await ReadTokensAsync(await _host.LogInAsync(Guest, GuestPassword))).AccessToken;
    }

    private Task<Guid> GuestIdAsync() => _host.ScalarAsync<Guid>($"SELECT id FROM accounts.users WHERE email = '{Guest}'");

    private async Task<Guid> NewWorkspaceAsync(string name)
    {
        var made = await ReadAsync(await _host.SendJsonAsync(HttpMethod.Post, "/api/workspaces", _owner, new { name }));
        return made.GetProperty("id").GetGuid();
    }
}
