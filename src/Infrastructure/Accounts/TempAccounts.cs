// Stands in until the Accounts module lands with the real AddAccounts; whoever lands it deletes this file.
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using SmsPlatform.Application.Accounts;
using SmsPlatform.Domain.Accounts;
using SmsPlatform.Infrastructure.Database;

namespace SmsPlatform.Infrastructure.Accounts;

public static class TempAccounts
{
    public static IServiceCollection AddAccounts(this IServiceCollection services, IConfiguration c)
    {
        services.AddScoped<ICaller, Sys>();
        services.AddHostedService<First>();
        _ = c;
        return services;
    }
    private sealed class Sys : ICaller { public UserId? UserId => null; public WorkspaceId? WorkspaceId => null; public WorkspaceRole? Role => null; public bool IsAdmin => false; }
    private sealed class First(IDbContextFactory<PlatformDbContext> f) : IHostedService
    {
        public async Task StartAsync(CancellationToken cancellationToken)
        {
            await using var c = await f.CreateDbContextAsync(cancellationToken);
            if (!await c.Workspaces.AnyAsync(cancellationToken)) { c.Add(Workspace.Create("Default", DateTimeOffset.UtcNow)); await c.SaveChangesAsync(cancellationToken); }
        }
        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
