using SmsPlatform.Application.Accounts;

[assembly: Module("PlatformTypes")]

namespace SmsPlatform.WebApi.GraphQL;

/// <summary>The same schema on HotChocolate 15: <c>-p:GraphQLServer=HotChocolate</c>. What it leaves out is in docs/graphql.md.</summary>
internal static class GraphQLModule
{
    private const int MaxCost = 5_000;

    public static void AddPlatformGraphQL(this IServiceCollection services, IConfiguration configuration, IHostEnvironment environment)
    {
        services.Configure<GraphQLSettings>(configuration.GetSection(GraphQLSettings.Section));
        services.AddSingleton<SubscriptionCounter>();
        services.AddScoped(provider => new LiveStreams(
            provider.GetRequiredService<MediatR.IMediator>(),
            provider.GetRequiredService<SubscriptionCounter>(),
            provider.GetRequiredService<IHttpContextAccessor>()));
        services
            .AddGraphQLServer()
            .AddPlatformTypes()
            .AddGlobalObjectIdentification()
            .AddMutationConventions()
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
            .AddHttpRequestInterceptor<AdminIntrospection>();
    }

    // Open at the door: every field is a request to the application, which checks its caller.
    public static void MapPlatformGraphQL(this IEndpointRouteBuilder routes) => routes.MapGraphQL().AllowAnonymous();

    private sealed class AdminIntrospection : DefaultHttpRequestInterceptor
    {
        public override ValueTask OnCreateAsync(
            HttpContext context, IRequestExecutor requestExecutor, OperationRequestBuilder requestBuilder, CancellationToken cancellationToken)
        {
            if (context.RequestServices.GetRequiredService<ICaller>().IsAdmin)
            {
                requestBuilder.AllowIntrospection();
            }

            return base.OnCreateAsync(context, requestExecutor, requestBuilder, cancellationToken);
        }
    }
}
