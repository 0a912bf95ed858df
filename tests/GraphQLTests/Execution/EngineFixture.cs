using SmsPlatform.GraphQL.Execution;
using SmsPlatform.GraphQL.TypeSystem;

namespace SmsPlatform.GraphQLTests.Execution;

/// <summary>Measures the memory of the process, so nothing else runs meanwhile.</summary>
[CollectionDefinition(nameof(LeakTests), DisableParallelization = true)]
public sealed class LeakTestsCollection;

/// <summary>Executes documents against a schema from SDL whose fields are bound by name.</summary>
internal static class Engine
{
    public static RequestExecutor Create(string sdl, Dictionary<string, FieldBinding>? bindings = null, Action<RequestExecutorOptions>? configure = null)
    {
        var options = new RequestExecutorOptions();
        configure?.Invoke(options);
        var schema = Schema.FromSdl(sdl).Bind((type, field) => bindings?.GetValueOrDefault($"{type.Name}.{field.Name}"));
        return new RequestExecutor(new RequestExecutorSetup { Schema = schema, Options = options });
    }

    public static async Task<string> RunAsync(this RequestExecutor executor, string query, string? variables = null, string? operationName = null)
    {
        await using var result = await executor.ExecuteAsync(GraphQLRequest.FromText(query, variables, operationName));
        return ((OperationResult)result).ToJson();
    }

    public static FieldBinding Value(object? value) => new PureBinding(_ => value);

    public static FieldBinding Resolve<T>(Func<ResolverContext, T> resolve) => new ResolverBinding(FieldResolver.Create(resolve));

    public static FieldBinding ResolveAsync<T>(Func<ResolverContext, Task<T>> resolve) => new ResolverBinding(FieldResolver.Create(resolve));
}
