using Microsoft.Extensions.Options;

namespace SmsPlatform.WebApi.GraphQL;

/// <summary>The GraphQL server and its schema, put together from the classes in this folder.</summary>
internal static class GraphQLModule
{
    // A full page of conversations with their contacts and a page of messages each: its loaders run one command for all of a level,
    // where the defaults count one for every parent.
    private const int MaxCost = 5_000;

    public static void AddPlatformGraphQL(this IServiceCollection services, IConfiguration configuration, IHostEnvironment environment)
    {
        var settings = configuration.GetSection(GraphQLSettings.Section);
        services.Configure<GraphQLSettings>(settings);
        services.AddSingleton<SubscriptionCounter>();
        services.AddScoped(provider => new LiveStreams(
            provider.GetRequiredService<MediatR.IMediator>(),
            provider.GetRequiredService<SubscriptionCounter>(),
            provider.GetRequiredService<IHttpContextAccessor>()));
        services.AddHostedService<StreamGuard>();
        services
            .AddGraphQLServer()
            .AddTypes(typeof(GraphQLModule).Assembly)
            .AddGlobalObjectIdentification()
            .AddMutationConventions()
            // One word in the contract, though two in C#.
            .AddEnumType<Domain.Channels.Channel>(channel => channel.Value(Domain.Channels.Channel.WhatsApp).Name("WHATSAPP"))
            .AddFiltering()
            .AddSorting()
            .AddPagingArguments()
            .ModifyPagingOptions(options =>
            {
                options.DefaultPageSize = Application.Lists.PageRequest.DefaultSize;
                options.MaxPageSize = Application.Lists.PageRequest.MaxSize;
                options.IncludeTotalCount = true;
            })
            .ModifyCostOptions(options =>
            {
                options.MaxFieldCost = MaxCost;
                options.MaxTypeCost = MaxCost;
            })
            .DisableIntrospection(!environment.IsDevelopment())
            .AddPlatformOperations(settings.GetValue<bool>(nameof(GraphQLSettings.OnlyPersistedOperations)))
            .AddOperationThrottle<CostLimiter>()
            .AddHttpRequestInterceptor<AdminRequests>()
            .AddSocketSessionInterceptor<SocketSignIn>();
    }

    // Open at the door: every field is a request to the application, which checks its caller.
    public static void MapPlatformGraphQL(this IEndpointRouteBuilder routes)
    {
        var settings = routes.ServiceProvider.GetRequiredService<IOptions<GraphQLSettings>>().Value;
        routes.MapGraphQL()
            .WithOptions(options =>
            {
                options.Tool.AddBananaCakePop();
                options.AllowSchemaRequest = AdminRequests.AreAllowed;
                options.Sockets.MaxConnectionsPerUser = settings.MaxSocketsPerUser;
                options.Sockets.AllowedOrigins.UnionWith(
                    settings.AllowedOrigins.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries));
                options.EventStreams.MaxStreamsPerUser = settings.MaxEventStreamsPerUser;
            })
            .AllowAnonymous();
    }
}
