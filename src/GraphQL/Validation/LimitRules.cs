namespace SmsPlatform.GraphQL.Validation;

/// <summary>Holds the size of operations, their fragments expanded, against the options.</summary>
internal static class LimitRules
{
    /// <summary>
    /// What the steps behind validation may recurse into: they walk expanded operations, and a chain of fragments
    /// nests without any field.
    /// </summary>
    public const int MaxNesting = 256;

    public static bool Check(DefinitionFacts operation, ValidationOptions options, ErrorSink errors)
    {
        var size = operation.Size;
        if (size.Depth > options.MaxDepth || size.Nesting > MaxNesting)
        {
            errors.Report(ValidationErrors.TooDeep(Math.Min(options.MaxDepth, MaxNesting)), operation.Node);
            return false;
        }

        if (size.Fields > options.MaxFields)
        {
            errors.Report(ValidationErrors.TooMany("fields", options.MaxFields), operation.Node);
            return false;
        }

        if (size.Aliases > options.MaxAliases)
        {
            errors.Report(ValidationErrors.TooMany("aliases", options.MaxAliases), operation.Node);
            return false;
        }

        if (size.Directives > options.MaxDirectives)
        {
            errors.Report(ValidationErrors.TooMany("directives", options.MaxDirectives), operation.Node);
            return false;
        }

        return true;
    }
}
