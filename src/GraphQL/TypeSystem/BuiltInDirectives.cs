using SmsPlatform.GraphQL.Language;
using static SmsPlatform.GraphQL.TypeSystem.DirectiveLocation;

namespace SmsPlatform.GraphQL.TypeSystem;

/// <summary>The directives that every schema has.</summary>
internal static class BuiltInDirectives
{
    public const string Skip = "skip";
    public const string Include = "include";
    public const string Deprecated = "deprecated";
    public const string SpecifiedBy = "specifiedBy";
    public const string OneOf = "oneOf";
    public const string NoReason = "No longer supported";

    public static IReadOnlyList<DirectiveType> Create(Func<string, NamedType> scalar)
    {
        var condition = scalar(ScalarNames.Boolean).AsNonNull();
        var text = scalar(ScalarNames.String);
        return
        [
            Define(
                Skip,
                Field | FragmentSpread | InlineFragment,
                "Directs the executor to skip this field or fragment when the `if` argument is true.",
                new InputField("if", condition, "Skipped when true.")),
            Define(
                Include,
                Field | FragmentSpread | InlineFragment,
                "Directs the executor to include this field or fragment only when the `if` argument is true.",
                new InputField("if", condition, "Included when true.")),
            Define(
                Deprecated,
                FieldDefinition | ArgumentDefinition | InputFieldDefinition | DirectiveLocation.EnumValue,
                "The @deprecated directive is used within the type system definition language to indicate deprecated portions of a "
                + "GraphQL service’s schema, such as deprecated fields on a type or deprecated enum values.",
                new InputField(
                    "reason",
                    text.AsNonNull(),
                    "Deprecations include a reason for why it is deprecated, which is formatted using Markdown syntax (as specified by "
                    + "CommonMark).",
                    new StringValueNode(NoReason))),
            Define(
                SpecifiedBy,
                Scalar,
                "The `@specifiedBy` directive is used within the type system definition language to provide a URL for specifying the "
                + "behavior of custom scalar definitions.",
                new InputField(
                    "url",
                    text.AsNonNull(),
                    "The specifiedBy URL points to a human-readable specification. This field will only read a result for scalar types.")),
            Define(
                OneOf,
                InputObject,
                "The `@oneOf` directive is used within the type system definition language to indicate that an Input Object is a OneOf "
                + "Input Object."),
        ];
    }

    private static DirectiveType Define(string name, DirectiveLocation locations, string description, params InputField[] arguments) =>
        new(name, locations, description) { IsBuiltIn = true, Arguments = new NamedList<InputField>(arguments) };
}
