using System.Security.Claims;
using System.Text;

namespace SmsPlatform.GraphQL.Execution;

/// <summary>Kinds of operations a request may contain.</summary>
[Flags]
public enum AllowedOperations
{
    /// <summary>None.</summary>
    None = 0,

    /// <summary>Queries; all that HTTP GET may do.</summary>
    Query = 1,

    /// <summary>Mutations.</summary>
    Mutation = 2,

    /// <summary>Subscriptions.</summary>
    Subscription = 4,

    /// <summary>All.</summary>
    All = Query | Mutation | Subscription,
}

/// <summary>
/// One request. The memory it refers to (query, variables, extensions) must stay untouched until the execution has ended;
/// nothing of it is kept afterwards.
/// </summary>
public sealed class GraphQLRequest
{
    /// <summary>The document as UTF-8 text; empty when only <see cref="DocumentId"/> is given.</summary>
    public ReadOnlyMemory<byte> Query { get; set; }

    /// <summary>The id of a persisted document (for the automatic kind: the SHA-256 of its text in lower-case hex).</summary>
    public string? DocumentId { get; set; }

    /// <summary>The operation to run, when the document has several.</summary>
    public string? OperationName { get; set; }

    /// <summary>The variables as a JSON object in UTF-8; empty or <c>null</c> for none.</summary>
    public ReadOnlyMemory<byte> Variables { get; set; }

    /// <summary>The <c>extensions</c> entry as JSON in UTF-8; empty for none.</summary>
    public ReadOnlyMemory<byte> Extensions { get; set; }

    /// <summary>The services of this request; for HTTP the request's scope.</summary>
    public IServiceProvider? Services { get; set; }

    /// <summary>Who asks.</summary>
    public ClaimsPrincipal? User { get; set; }

    /// <summary>Global state, such as <c>[GlobalState]</c> parameters take it; the HTTP context is there under its type's name.</summary>
    public IDictionary<string, object?>? ContextData { get; set; }

    /// <summary>Which kinds of operations the transport permits.</summary>
    public AllowedOperations AllowedOperations { get; set; } = AllowedOperations.All;

    /// <summary>Overrides <see cref="RequestExecutorOptions.AllowIntrospection"/> for this request.</summary>
    public bool? AllowIntrospection { get; set; }

    /// <summary>Whether this request may bring its own document where <see cref="RequestExecutorOptions.OnlyAllowPersistedDocuments"/> holds.</summary>
    public bool AllowNonPersistedDocument { get; set; }

    /// <summary>A request from text, for tests and servers that have strings.</summary>
    public static GraphQLRequest FromText(string query, string? variables = null, string? operationName = null) => new()
    {
        Query = Encoding.UTF8.GetBytes(query),
        Variables = variables is null ? default : Encoding.UTF8.GetBytes(variables),
        OperationName = operationName,
    };
}
