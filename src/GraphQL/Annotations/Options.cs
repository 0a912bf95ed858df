namespace SmsPlatform.GraphQL;

/// <summary>How pages are cut, unless a field says otherwise.</summary>
public sealed class PagingOptions
{
    /// <summary>Items in a page when the request does not say. 10.</summary>
    public int DefaultPageSize { get; set; } = 10;

    /// <summary>Most items in a page; more is refused. 50.</summary>
    public int MaxPageSize { get; set; } = 50;

    /// <summary>Whether connections have <c>totalCount</c>. No.</summary>
    public bool IncludeTotalCount { get; set; }

    /// <summary>Whether <c>last</c> and <c>before</c> are offered. Yes.</summary>
    public bool AllowBackwardPagination { get; set; } = true;

    /// <summary>Whether a request has to say how many items it wants. No.</summary>
    public bool RequirePagingBoundaries { get; set; }

    /// <summary>Whether connections are named after their field, instead of their items. Yes.</summary>
    public bool InferConnectionNameFromField { get; set; } = true;

    /// <summary>Whether connections have <c>nodes</c>. Yes.</summary>
    public bool IncludeNodesField { get; set; } = true;
}

/// <summary>How mutations get their input, payload and errors.</summary>
public sealed class MutationConventionOptions
{
    /// <summary>The name of an input; <c>{MutationName}</c> is filled in.</summary>
    public string InputTypeNamePattern { get; set; } = "{MutationName}Input";

    /// <summary>The name of the argument.</summary>
    public string InputArgumentName { get; set; } = "input";

    /// <summary>The name of a payload; <c>{MutationName}</c> is filled in.</summary>
    public string PayloadTypeNamePattern { get; set; } = "{MutationName}Payload";

    /// <summary>The name of an error union; <c>{MutationName}</c> is filled in.</summary>
    public string PayloadErrorTypeNamePattern { get; set; } = "{MutationName}Error";

    /// <summary>The payload field that holds the errors.</summary>
    public string PayloadErrorsFieldName { get; set; } = "errors";

    /// <summary>Whether mutations without <c>[UseMutationConvention]</c> follow the convention too.</summary>
    public bool ApplyToAllMutations { get; set; } = true;
}

/// <summary>How a schema is built from classes.</summary>
public sealed class SchemaOptions
{
    /// <summary>Whether XML comments become descriptions, where the XML file lies beside the assembly. Yes.</summary>
    public bool UseXmlDocumentation { get; set; } = true;

    /// <summary>The name of the query type.</summary>
    public string QueryTypeName { get; set; } = OperationTypeNames.Query;

    /// <summary>The name of the mutation type.</summary>
    public string MutationTypeName { get; set; } = OperationTypeNames.Mutation;

    /// <summary>The name of the subscription type.</summary>
    public string SubscriptionTypeName { get; set; } = OperationTypeNames.Subscription;

    /// <summary>Where the scoped services of query fields come from: a scope of their own, as they run in parallel.</summary>
    public DependencyInjectionScope DefaultQueryDependencyInjectionScope { get; set; } = DependencyInjectionScope.Resolver;

    /// <summary>Where the scoped services of mutations come from: the request's scope.</summary>
    public DependencyInjectionScope DefaultMutationDependencyInjectionScope { get; set; } = DependencyInjectionScope.Request;
}

/// <summary>Where a resolver's scoped services come from.</summary>
public enum DependencyInjectionScope
{
    /// <summary>A scope of the resolver's own.</summary>
    Resolver,

    /// <summary>The scope of the request.</summary>
    Request,
}
