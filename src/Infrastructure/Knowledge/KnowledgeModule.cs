using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using SmsPlatform.Application.Knowledge;
using SmsPlatform.Infrastructure.Leases;
using SmsPlatform.Infrastructure.Scheduling;
using SmsPlatform.Infrastructure.Web;

namespace SmsPlatform.Infrastructure.Knowledge;

/// <summary>Documents, their passages, and what is found in them.</summary>
internal static class KnowledgeModule
{
    public const string Schema = "knowledge";

    // What other nodes were given, and what is tried again, is found without a signal.
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(2);

    public static IServiceCollection AddKnowledge(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<KnowledgeOptions>()
            .Bind(configuration.GetSection(KnowledgeOptions.Section))
            .Validate(options => options.MaxDocumentBytes is > 0 and <= 100 * 1024 * 1024, "Knowledge:MaxDocumentBytes must be between 1 and 104857600.")
            .Validate(options => options.MaxDocuments > 0 && options.MaxPassages > 0, "Knowledge:MaxDocuments and Knowledge:MaxPassages must be positive.")
            .Validate(
                options => options.FetchTimeout > TimeSpan.Zero && options.FetchTimeout <= TimeSpan.FromMinutes(1),
                "Knowledge:FetchTimeout must be at most a minute.")
            .Validate(options => options.VectorMemory >= 0, "Knowledge:VectorMemory must not be negative.")
            .ValidateOnStart();

        services.AddHttpClient(WebPages.Client, client => client.Timeout = Timeout.InfiniteTimeSpan)
            .ConfigurePrimaryHttpMessageHandler(provider => provider.GetRequiredService<IOptions<KnowledgeOptions>>().Value.AllowLoopback
                ? GuardedHandlers.PublicOrLoopback()
                : GuardedHandlers.PublicOnly())
            .SetHandlerLifetime(Timeout.InfiniteTimeSpan)
            .RemoveAllLoggers();
        services.AddSingleton<WebPages>();
        services.AddSingleton<IDocumentSources, DocumentSources>();
        services.AddSingleton<IEmbedder, Embedder>();
        services.AddSingleton<IIndexDesk, IndexDesk>();
        services.AddSingleton<IndexSignal>();
        services.AddSingleton<PassageSearch>();
        services.AddSingleton<SketchCache>();
        services.AddSingleton<IKnowledge, KnowledgeBase>();
        services.AddLeaseWorker(provider => new LeasedWork<DocumentLease>(
            stopping => provider.GetRequiredService<IndexSignal>().WaitAsync(Pause, stopping),
            places => new ClaimDueDocuments(places),
            lease => new IndexDocument(lease))
        { Parallel = 2 });
        services.AddJob<RefreshIndexesJob>("refresh-indexes", RefreshIndexesJob.Interval, "Indexes documents anew that were indexed by another version or for another embedding model.");
        return services;
    }
}
