using System.Net.Http.Headers;
using System.Text.Json;
using SmsPlatform.IntegrationTests.Tenancy;

namespace SmsPlatform.IntegrationTests.GraphQL;

/// <summary>Workspaces, members, keys and one's own account.</summary>
public sealed class AccountMutationsTests(PlatformHost host) : IClassFixture<PlatformHost>
{
    private const string Errors = "errors { __typename ... on ValidationError { code field } ... on NotFoundError { code } ... on ConflictError { code } ... on NotAllowedError { code } }";

    [Fact]
    public async Task Member_InvitedPromotedAndRemoved_IsOneOnlyInBetween()
    {
        var seeded = new SeededObjects(host);
        await seeded.SeedAsync();
        using var invitee = await seeded.StrangerAsync("graph-invitee@example.com");

        var invited = await host.Admin.DataAsync(
            $$"""mutation ($input: InviteMemberInput!) { inviteMember(input: $input) { made { token link invitation { id email role } } {{Errors}} } }""",
            new { input = new { email = "graph-invitee@example.com" } });
        var accepted = await invitee.DataAsync(
            $$"""mutation ($input: AcceptInvitationInput!) { acceptInvitation(input: $input) { workspace { name } {{Errors}} } }""",
            new { input = new { token = invited.Text("inviteMember.made.token") } });
        var again = await invitee.DataAsync(
            $$"""mutation ($input: AcceptInvitationInput!) { acceptInvitation(input: $input) { workspace { name } {{Errors}} } }""",
            new { input = new { token = invited.Text("inviteMember.made.token") } });
        var user = GraphQLCalls.GlobalId("User", await host.ScalarAsync<Guid>("SELECT id FROM accounts.users WHERE email = 'graph-invitee@example.com'"));
        var promoted = await host.Admin.DataAsync(
            $$"""mutation ($input: ChangeMemberRoleInput!) { changeMemberRole(input: $input) { member { role user { email } } {{Errors}} } }""",
            new { input = new { userId = user, role = "OWNER" } });
        var removed = await host.Admin.DataAsync(
            $$"""mutation ($input: RemoveMemberInput!) { removeMember(input: $input) { removedId {{Errors}} } }""", new { input = new { userId = user } });

        Assert.Equal("AGENT", invited.Text("inviteMember.made.invitation.role"));
        Assert.Contains(invited.Text("inviteMember.made.token")!, invited.Text("inviteMember.made.link"), StringComparison.Ordinal);
        Assert.Equal(SeededObjects.Canary, accepted.Text("acceptInvitation.workspace.name"));
        Assert.Equal("invitation.invalid", again.Text("acceptInvitation.errors.0.code"));
        Assert.Equal("OWNER", promoted.Text("changeMemberRole.member.role"));
        Assert.Equal(user, removed.Text("removeMember.removedId"));
        Assert.Equal(0L, await host.ScalarAsync<long>(
            "SELECT count(*) FROM accounts.members AS m JOIN accounts.users AS u ON u.id = m.user_id WHERE m.workspace_id = $1 AND u.email = 'graph-invitee@example.com'",
            seeded.Workspace));
    }

    [Fact]
    public async Task LastOwner_WhoWouldLeave_IsAConflict()
    {
        var me = (await host.Admin.DataAsync("{ me { id } }")).Text("me.id");

        var data = await host.Admin.DataAsync(
            $$"""mutation ($input: RemoveMemberInput!) { removeMember(input: $input) { removedId {{Errors}} } }""", new { input = new { userId = me } });

        Assert.Equal("ConflictError member.last_owner", $"{data.Text("removeMember.errors.0.__typename")} {data.Text("removeMember.errors.0.code")}");
        Assert.Equal(JsonValueKind.Null, data.At("removeMember.removedId").ValueKind);
    }

    [Fact]
    public async Task ApiKey_MadeAndRevoked_WorksOnlyInBetween()
    {
        var made = await host.Admin.DataAsync(
            $$"""mutation ($input: CreateApiKeyInput!) { createApiKey(input: $input) { made { key apiKey { id scopes prefix } } {{Errors}} } }""",
            new { input = new { name = "graph", scopes = new[] { "READ", "SEND" } } });
        using var client = new HttpClient { BaseAddress = host.Address };
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", made.Text("createApiKey.made.key"));
        await client.DataAsync("{ chatbots(first: 1) { nodes { id } } }");

        var revoked = await host.Admin.DataAsync(
            $$"""mutation ($input: RevokeApiKeyInput!) { revokeApiKey(input: $input) { revokedId {{Errors}} } }""",
            new { input = new { id = made.Text("createApiKey.made.apiKey.id") } });
        var refused = await client.GraphQLAsync("{ chatbots(first: 1) { nodes { id } } }");

        Assert.Equal(["READ", "SEND"], made.At("createApiKey.made.apiKey.scopes").EnumerateArray().Select(scope => scope.GetString()));
        Assert.Equal(made.Text("createApiKey.made.apiKey.id"), revoked.Text("revokeApiKey.revokedId"));
        Assert.Equal("auth.key_invalid", refused.Text("code"));
    }

    [Fact]
    public async Task Workspace_MadeAndRenamed_IsOnesOwn()
    {
        var made = await host.Admin.DataAsync(
            $$"""mutation ($input: CreateWorkspaceInput!) { createWorkspace(input: $input) { membership { role workspaceName workspace { id } } {{Errors}} } }""",
            new { input = new { name = "Second" } });
        var renamed = await host.Admin.DataAsync(
            $$"""mutation ($input: RenameWorkspaceInput!) { renameWorkspace(input: $input) { workspace { name } {{Errors}} } }""",
            new { input = new { id = made.Text("createWorkspace.membership.workspace.id"), name = "Renamed" } });
        var blank = await host.Admin.DataAsync(
            $$"""mutation ($input: RenameWorkspaceInput!) { renameWorkspace(input: $input) { workspace { name } {{Errors}} } }""",
            new { input = new { id = made.Text("createWorkspace.membership.workspace.id"), name = " " } });

        Assert.Equal("OWNER", made.Text("createWorkspace.membership.role"));
        Assert.Equal("Renamed", renamed.Text("renameWorkspace.workspace.name"));
        Assert.Equal("workspace.name_invalid", blank.Text("renameWorkspace.errors.0.code"));
    }

    [Fact]
    public async Task OwnAccount_PasswordSessionsAndSecondFactor_AreChangedByOneselfAlone()
    {
        var seeded = new SeededObjects(host);
        await seeded.SeedAsync();
        using var person = await seeded.JoinAsync("graph-self@example.com", "Agent", seeded.Workspace);
        using var elsewhere = await host.SignInAsync("graph-self@example.com", "four unrelated words here");

        var sessions = await person.DataAsync("{ me { sessions { id isCurrent } } }");
        var others = sessions.At("me.sessions").EnumerateArray().First(session => !session.At("isCurrent").GetBoolean()).Text("id");
        var ended = await person.DataAsync(
            $$"""mutation ($input: EndSessionInput!) { endSession(input: $input) { endedId {{Errors}} } }""", new { input = new { id = others } });
        var rest = await person.DataAsync("mutation { endOtherSessions { ended } }");
        var wrong = await person.DataAsync(
            $$"""mutation ($input: ChangePasswordInput!) { changePassword(input: $input) { changed {{Errors}} } }""",
            new { input = new { currentPassword = "not mine at all", newPassword = "another four unrelated words" } });
        var changed = await person.DataAsync(
            $$"""mutation ($input: ChangePasswordInput!) { changePassword(input: $input) { changed {{Errors}} } }""",
            new { input = new { currentPassword = "four unrelated words here", newPassword = "another four unrelated words" } });
        var begun = await person.DataAsync("mutation { beginTwoFactor { secret { secret uri } } }");
        var unconfirmed = await person.DataAsync(
            $$"""mutation ($input: ConfirmTwoFactorInput!) { confirmTwoFactor(input: $input) { recoveryCodes {{Errors}} } }""",
            new { input = new { code = "000000" } });
        var off = await person.DataAsync(
            $$"""mutation ($input: TurnOffTwoFactorInput!) { turnOffTwoFactor(input: $input) { turnedOff {{Errors}} } }""",
            new { input = new { code = "000000" } });

        Assert.Equal(others, ended.Text("endSession.endedId"));
        Assert.Equal(0, rest.At("endOtherSessions.ended").GetInt32());
        Assert.Equal(("password.wrong", "currentPassword"), (wrong.Text("changePassword.errors.0.code"), wrong.Text("changePassword.errors.0.field")));
        Assert.True(changed.At("changePassword.changed").GetBoolean());
        Assert.StartsWith("otpauth://", begun.Text("beginTwoFactor.secret.uri"));
        Assert.Equal("two_factor.code_wrong", unconfirmed.Text("confirmTwoFactor.errors.0.code"));
        Assert.Equal("two_factor.not_on", off.Text("turnOffTwoFactor.errors.0.code"));
    }
}
