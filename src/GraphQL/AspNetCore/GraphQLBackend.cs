using Microsoft.Extensions.DependencyInjection;
using SmsPlatform.GraphQL.Execution;

namespace SmsPlatform.GraphQL.AspNetCore;

/// <summary>What the transports need to know of one schema. Interceptors are null where none was registered.</summary>
internal sealed record GraphQLBackend(
    IRequestExecutor Executor,
    Func<string> PrintSchema,
    IOperationDocumentStorage? Documents = null,
    IHttpRequestInterceptor? HttpInterceptor = null,
    ISocketSessionInterceptor? SocketInterceptor = null)
{
    /// <summary>Finds the schema of a name, or the only one.</summary>
    public static Func<IServiceProvider, GraphQLBackend> Of(string? schemaName) =>
        services => services.GetRequiredService<Binding.SchemaCatalog>().Get(schemaName);
}
