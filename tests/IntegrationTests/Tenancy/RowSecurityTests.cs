using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using SmsPlatform.Application.Channels;
using SmsPlatform.Domain.Accounts;
using SmsPlatform.Domain.Channels;
using SmsPlatform.Domain.Chatbots;
using SmsPlatform.Infrastructure.Channels;
using SmsPlatform.Infrastructure.Database;
using SmsPlatform.Infrastructure.Database.RowSecurity;

namespace SmsPlatform.IntegrationTests.Tenancy;

/// <summary>The second lock: what a tenant's context may see and write when the first one, the filter on queries, is off.</summary>
public sealed class RowSecurityTests(PlatformHost host) : IClassFixture<PlatformHost>
{
    [Fact]
    public async Task Tables_OfTenants_AllHaveTheirPolicy()
    {
        var open = await host.ScalarAsync<string>("""
            SELECT coalesce(string_agg(c.oid::regclass::text, ', '), '')
            FROM pg_class AS c JOIN pg_namespace AS n ON n.oid = c.relnamespace
            WHERE c.relkind IN ('r', 'p') AND n.nspname NOT IN ('pg_catalog', 'information_schema')
                AND EXISTS (SELECT FROM pg_attribute AS a WHERE a.attrelid = c.oid AND a.attname = 'workspace_id' AND NOT a.attisdropped)
                AND NOT (c.relrowsecurity AND EXISTS (SELECT FROM pg_policy AS p WHERE p.polrelid = c.oid AND p.polname = 'workspace'))
            """);
        var locked = await host.ScalarAsync<long>("SELECT count(*) FROM pg_policy WHERE polname = 'workspace'");

        Assert.Equal("", open);
        Assert.True(locked >= 12, $"Only {locked} tables are locked.");
    }

    [Fact]
    public async Task Tenant_WithoutFilters_SeesItsOwnRowsOnly()
    {
        var (own, other) = (await FirstAsync(), await SecondAsync());

        await using var first = Tenants.Create(own);
        await using var second = Tenants.Create(other);

        Assert.All(await first.Chatbots.IgnoreQueryFilters().ToListAsync(), chatbot => Assert.Equal(own, chatbot.WorkspaceId));
        Assert.Equal(other, Assert.Single(await second.Chatbots.IgnoreQueryFilters().ToListAsync()).WorkspaceId);
        Assert.Equal(own, Assert.Single(await first.Workspaces.ToListAsync()).Id);
        Assert.All(await second.Members.ToListAsync(), member => Assert.Equal(other, member.WorkspaceId));
        Assert.Empty(await second.Integrations.IgnoreQueryFilters().ToListAsync());
    }

    [Fact]
    public async Task Tenant_WithoutFilters_CannotChangeWhatIsNotItsOwn()
    {
        var (own, other) = (await FirstAsync(), await SecondAsync());
        await using var context = Tenants.Create(other);

        var changed = await context.Chatbots.IgnoreQueryFilters()
            .Where(chatbot => chatbot.WorkspaceId == own)
            .ExecuteUpdateAsync(set => set.SetProperty(chatbot => chatbot.Name, "stolen"));
        var deleted = await context.Database.ExecuteSqlAsync($"DELETE FROM channels.integrations");
        context.Add(Chatbot.Create(own, "planted", host.Clock.GetUtcNow()));
        var planted = await Assert.ThrowsAsync<DbUpdateException>(() => context.SaveChangesAsync());

        Assert.Equal((0, 0), (changed, deleted));
        Assert.Equal(PostgresErrorCodes.InsufficientPrivilege, Assert.IsType<PostgresException>(planted.InnerException).SqlState);
    }

    [Fact]
    public async Task Tenant_WithoutAWorkspace_SeesNothing()
    {
        await SecondAsync();
        await using var context = Tenants.Create(default);

        Assert.Empty(await context.Chatbots.IgnoreQueryFilters().ToListAsync());
        Assert.Empty(await context.Workspaces.ToListAsync());
    }

    [Fact]
    public async Task Tenant_CannotReadTheKeysOfTheInstallation()
    {
        await using var context = Tenants.Create(await FirstAsync());

        var refused = await Assert.ThrowsAsync<PostgresException>(
            () => context.Database.ExecuteSqlAsync($"SELECT FROM accounts.data_protection_keys"));

        Assert.Equal(PostgresErrorCodes.InsufficientPrivilege, refused.SqlState);
    }

    [Fact]
    public async Task Tenants_WhenTheyShareConnections_NeverSeeEachOther()
    {
        WorkspaceId[] workspaces = [await FirstAsync(), await SecondAsync()];

        var seen = await Task.WhenAll(Enumerable.Range(0, 400).Select(async i =>
        {
            await using var context = Tenants.Create(workspaces[i % 2]);
            var chatbots = await context.Chatbots.IgnoreQueryFilters().Select(chatbot => chatbot.WorkspaceId).Distinct().ToListAsync();
            return Assert.Single(chatbots) == workspaces[i % 2];
        }));

        Assert.All(seen, Assert.True);
    }

    [Fact]
    public async Task Platform_OnItsOwnConnections_SeesAll()
    {
        await SecondAsync();
        await using var context = await host.Services.GetRequiredService<IDbContextFactory<PlatformDbContext>>().CreateDbContextAsync();

        Assert.True(await context.Chatbots.IgnoreQueryFilters().Select(chatbot => chatbot.WorkspaceId).Distinct().CountAsync() > 1);
    }

    [Fact]
    public async Task Admin_WhoAsksForAllRejections_SeesThoseOfEveryWorkspaceAndOfNone()
    {
        var other = await SecondAsync();
        await using var context = await host.Services.GetRequiredService<IDbContextFactory<PlatformDbContext>>().CreateDbContextAsync();
        context.AddRange(Rejection("of-another", other), Rejection("of-none", null));
        await context.SaveChangesAsync();

        var body = await host.Admin.GetStringAsync("/api/admin/integrations/rejections");

        Assert.Contains("of-another", body, StringComparison.Ordinal);
        Assert.Contains("of-none", body, StringComparison.Ordinal);
    }

    private WebhookRejection Rejection(string reason, WorkspaceId? workspace) => new()
    {
        Id = Guid.CreateVersion7(),
        WorkspaceId = workspace,
        Channel = Channel.Sms,
        Reason = reason,
        Diagnosis = new Diagnosis(Diagnosis.Unknown, null, "Look.", null, null),
        CreatedAt = host.Clock.GetUtcNow(),
    };

    private TenantContexts Tenants => host.Services.GetRequiredService<TenantContexts>();

    private async Task<WorkspaceId> FirstAsync() =>
        WorkspaceId.From(await host.ScalarAsync<Guid>("SELECT workspace_id FROM channels.integrations LIMIT 1"));

    private async Task<WorkspaceId> SecondAsync()
    {
        var now = host.Clock.GetUtcNow();
        var workspace = Workspace.Create("Second", now);
        await using var context = await host.Services.GetRequiredService<IDbContextFactory<PlatformDbContext>>().CreateDbContextAsync();
        context.AddRange(workspace, Chatbot.Create(workspace.Id, "Second's", now));
        await context.SaveChangesAsync();
        return workspace.Id;
    }
}
