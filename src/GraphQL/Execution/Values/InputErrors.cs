using SmsPlatform.GraphQL.Language;
using SmsPlatform.GraphQL.TypeSystem;

namespace SmsPlatform.GraphQL.Execution;

/// <summary>Messages of coercion, in the reference implementation's words. They never repeat the value: it may be long or secret.</summary>
internal static class InputErrors
{
    public const string InvalidVariable = "INVALID_VARIABLE";
    private const string InvalidArgument = "INVALID_ARGUMENT";

    public static string NotNull(GraphQLType type) => $"Expected non-nullable type \"{type}\" not to be null.";

    public static string NotAnObject(NamedType type) => $"Expected type \"{type}\" to be an object.";

    public static string Missing(InputField field) => $"Field \"{field.Name}\" of required type \"{field.Type}\" was not provided.";

    public static string Unknown(string field, NamedType type) => $"Field \"{field}\" is not defined by type \"{type}\".";

    public static string OneOfCount(NamedType type) => $"Exactly one key must be specified for OneOf type \"{type}\".";

    public static string OneOfNull(InputField field) => $"Field \"{field.Name}\" must be non-null.";

    public static string NotInEnum(NamedType type) => $"Value does not exist in \"{type}\" enum.";

    public static string NotAScalar(NamedType type) => type.Name switch
    {
        "Int" => "Int cannot represent non 32-bit signed integer value.",
        "Float" => "Float cannot represent non numeric value.",
        "String" => "String cannot represent a non string value.",
        "Boolean" => "Boolean cannot represent a non boolean value.",
        "ID" => "ID cannot represent the value.",
        _ => $"Expected value of type \"{type}\".",
    };

    public static IError At(string message, SyntaxNode node, string? code = null) => new GraphQLError(
        message,
        code ?? InvalidArgument,
        locations: node.Location.Line > 0 ? [new ErrorLocation(node.Location.Line, node.Location.Column)] : null);
}
