namespace SmsPlatform.GraphQL.Validation;

/// <summary>What a document may ask for, and how its mistakes are told.</summary>
/// <remarks>All limits count one operation after its fragments are expanded, which is what execution has to do.</remarks>
public sealed record ValidationOptions
{
    /// <summary>The defaults, with introspection.</summary>
    public static ValidationOptions Default { get; } = new();

    /// <summary>The greatest number of errors reported; 5 by default. Validation stops there.</summary>
    public int MaxErrors { get; init; } = 5;

    /// <summary>Whether <c>__schema</c> and <c>__type</c> may be selected; true by default.</summary>
    /// <remarks>Without it no message suggests a name that the client did not write.</remarks>
    public bool AllowIntrospection { get; init; } = true;

    /// <summary>The deepest nesting of fields; 20 by default.</summary>
    public int MaxDepth { get; init; } = 20;

    /// <summary>The greatest number of fields; 4,096 by default.</summary>
    public int MaxFields { get; init; } = 4_096;

    /// <summary>The greatest number of aliases; 256 by default.</summary>
    public int MaxAliases { get; init; } = 256;

    /// <summary>The greatest number of directives; 256 by default.</summary>
    public int MaxDirectives { get; init; } = 256;

    internal ValidationOptions WithIntrospection(bool isAllowed) =>
        isAllowed == AllowIntrospection ? this : this with { AllowIntrospection = isAllowed };
}
