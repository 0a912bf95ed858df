using Microsoft.Extensions.DependencyInjection;
using SmsPlatform.Application.Automation;

namespace SmsPlatform.Infrastructure.Automation;

/// <summary>Rules and templates.</summary>
internal static class AutomationModule
{
    public const string Schema = "automation";

    public static IServiceCollection AddAutomation(this IServiceCollection services) => services.AddSingleton<IRuleBook, RuleBook>();
}
