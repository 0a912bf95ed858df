using System.Text.Json;
using SmsPlatform.IntegrationTests.Tenancy;

namespace SmsPlatform.IntegrationTests.GraphQL;

/// <summary>Who is signed in, the workspace and its members, invitations and keys.</summary>
public sealed class AccountsGraphTests(PlatformHost host) : IClassFixture<PlatformHost>
{
    [Fact]
    public async Task Me_WithEverythingOfOnesOwn_IsTold()
    {
        var data = await host.Admin.DataAsync("""
            {
              me {
                email isMe isAdmin
                memberships { role workspaceName workspace { id key name } }
                sessions { isCurrent }
                twoFactor { isOn }
              }
              workspace { id name }
            }
            """);

        Assert.Equal("admin@example.com", data.Text("me.email"));
        Assert.True(data.At("me.isAdmin").GetBoolean());
        Assert.Equal("OWNER", data.Text("me.memberships.0.role"));
        Assert.Equal(data.Text("workspace.id"), data.Text("me.memberships.0.workspace.id"));
        Assert.Contains(data.At("me.sessions").EnumerateArray(), session => session.At("isCurrent").GetBoolean());
    }

    [Fact]
    public async Task Members_WithInvitationsAndKeys_AreListedForTheOwner()
    {
        var seeded = new SeededObjects(host);
        await seeded.SeedAsync();
        using var agent = await seeded.JoinAsync("listed@example.com", "Agent", seeded.Workspace);

        var data = await host.Admin.DataAsync("""
            {
              members(first: 5, where: { role: { eq: AGENT } }, order: [{ createdAt: ASC }]) {
                nodes { role hasSecondFactor user { email isMe isAdmin memberships { role } sessions { id } twoFactor { isOn } } }
              }
              invitations(first: 5) { totalCount nodes { email role expiresAt } }
              apiKeys(first: 5) { nodes { id name prefix scopes madeBy { email } chatbot { id } } }
            }
            """);

        var member = data.At("members.nodes.0");
        Assert.Equal("listed@example.com", member.Text("user.email"));
        Assert.False(member.At("user.isMe").GetBoolean());
        Assert.All(
            (string[])["user.isAdmin", "user.memberships", "user.sessions", "user.twoFactor"],
            path => Assert.Equal(JsonValueKind.Null, member.At(path).ValueKind));
        Assert.Equal(1, data.At("invitations.totalCount").GetInt32());
        Assert.Equal("READ", data.Text("apiKeys.nodes.0.scopes.0"));
        Assert.Equal("admin@example.com", data.Text("apiKeys.nodes.0.madeBy.email"));
        Assert.StartsWith("smsp_", data.Text("apiKeys.nodes.0.prefix"));
        Assert.Equal("auth.not_allowed", (await agent.GraphQLAsync("{ apiKeys { nodes { id } } }")).Code());
        Assert.Equal("auth.not_allowed", (await agent.GraphQLAsync("{ invitations { nodes { id } } }")).Code());
    }
}
