namespace SmsPlatform.WebApi.Automation;

internal static class AutomationEdge
{
    public static void MapAutomation(this IEndpointRouteBuilder routes)
    {
        routes.MapKeywordRules();
        routes.MapReplyTemplates();
    }
}
