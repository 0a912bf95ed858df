using Microsoft.Extensions.DependencyInjection;
using SmsPlatform.GraphQL.Execution;

namespace SmsPlatform.GraphQL.AspNetCore;

/// <summary>What the transports need to know of one schema. Interceptors are null where none was registered.</summary>
/// <param name="Executor">Executes requests.</param>
/// <param name="PrintSchema">Prints the schema as SDL.</param>
/// <param name="Documents">Documents that may be asked for by id or hash.</param>
/// <param name="SavesDocuments">Whether documents that come with their hash are kept.</param>
/// <param name="HttpInterceptor">Looks at requests over HTTP.</param>
/// <param name="SocketInterceptor">Looks at WebSockets.</param>
internal sealed record GraphQLBackend(
    IRequestExecutor Executor,
    Func<string> PrintSchema,
    IOperationDocumentStorage? Documents = null,
    bool SavesDocuments = false,
    IHttpRequestInterceptor? HttpInterceptor = null,
    ISocketSessionInterceptor? SocketInterceptor = null)
{
    /// <summary>Finds the schema of a name, or the only one.</summary>
    public static Func<IServiceProvider, GraphQLBackend> Of(string? schemaName) =>
        services => services.GetRequiredService<Binding.SchemaCatalog>().Get(schemaName);
}
