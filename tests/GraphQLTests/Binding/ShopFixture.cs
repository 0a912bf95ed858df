using System.Security.Claims;
using Microsoft.Extensions.DependencyInjection;
using SmsPlatform.GraphQL.Execution;
using SmsPlatform.GraphQL.TypeSystem;

namespace SmsPlatform.GraphQLTests.Binding;

/// <summary>The shop's schema, built by the calls a host makes.</summary>
public sealed class ShopFixture
{
    public ShopFixture()
    {
        var services = new ServiceCollection();
        services.AddSingleton(Stock);
        services.AddLogging();
        services.AddGraphQLServer()
            .AddQueryType()
            .AddTypes(
                typeof(ProductNode), typeof(BrandNode), typeof(ProductQueries), typeof(ProductMutations), typeof(ProductSubscriptions))
            .AddGlobalObjectIdentification()
            .AddMutationConventions()
            .AddAuthorization()
            .AddFiltering()
            .AddSorting()
            .AddPagingArguments()
            .ModifyOptions(options => options.UseXmlDocumentation = true)
            .DisableIntrospection(false);
        Services = services.BuildServiceProvider();
    }

    public Stock Stock { get; } = new();

    public IServiceProvider Services { get; }

    public Schema Schema => ((RequestExecutor)Executor).Schema;

    private IRequestExecutor Executor => Services.GetRequestExecutorAsync().AsTask().GetAwaiter().GetResult();

    public async Task<string> ExecuteAsync(string query, string? variables = null, ClaimsPrincipal? user = null, string? name = null)
    {
        var request = GraphQLRequest.FromText(query, variables);
        request.Services = Services;
        request.User = user;
        request.ContextData = name is null ? null : new Dictionary<string, object?> { ["name"] = name };
        await using var result = await Executor.ExecuteAsync(request, CancellationToken.None);
        return ((OperationResult)result).ToJson();
    }
}
