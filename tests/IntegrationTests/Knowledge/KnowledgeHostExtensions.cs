using MediatR;
using Microsoft.Extensions.DependencyInjection;
using SmsPlatform.Application.Knowledge;

namespace SmsPlatform.IntegrationTests.Knowledge;

internal static class KnowledgeHostExtensions
{
    /// <summary>What the platform does by itself once a minute.</summary>
    public static async Task RefreshIndexesAsync(this PlatformHost host)
    {
        await using var scope = host.Services.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<IMediator>().Send(new RefreshIndexes());
    }
}
