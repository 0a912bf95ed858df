using Microsoft.Extensions.DependencyInjection;
using SmsPlatform.Application.Knowledge;

namespace SmsPlatform.Infrastructure.Knowledge;

/// <summary>Documents, their passages, and what is found in them.</summary>
internal static class KnowledgeModule
{
    public const string Schema = "knowledge";

    public static IServiceCollection AddKnowledge(this IServiceCollection services)
    {
        services.AddSingleton<IKnowledge, KnowledgeBase>();
        return services;
    }
}
