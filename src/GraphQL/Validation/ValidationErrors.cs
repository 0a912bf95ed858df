using SmsPlatform.GraphQL.Language;
using SmsPlatform.GraphQL.TypeSystem;

namespace SmsPlatform.GraphQL.Validation;

/// <summary>All messages of validation, worded as the reference implementation words them. A rule has one code.</summary>
internal static partial class ValidationErrors
{
    public static ValidationError NotExecutable(string name) => new("EXECUTABLE_DEFINITIONS", $"The {name} definition is not executable.");

    public static ValidationError DuplicateOperation(string name) =>
        new("UNIQUE_OPERATION_NAMES", $"There can be only one operation named \"{name}\".");

    public static ValidationError LoneAnonymousOperation() =>
        new("LONE_ANONYMOUS_OPERATION", "This anonymous operation must be the only defined operation.");

    public static ValidationError UnsupportedOperation(string operation) =>
        new("KNOWN_OPERATION_TYPES", $"The {operation} operation is not supported by the schema.");

    public static ValidationError SubscriptionSelectsSeveral(string? name) =>
        new("SINGLE_FIELD_SUBSCRIPTIONS", $"{Subscription(name)} must select only one top level field.");

    public static ValidationError SubscriptionSelectsIntrospection(string? name) =>
        new("SINGLE_FIELD_SUBSCRIPTIONS", $"{Subscription(name)} must not select an introspection top level field.");

    public static ValidationError SubscriptionIsConditional(string? name) => new(
        "SINGLE_FIELD_SUBSCRIPTIONS",
        $"{Subscription(name)} must not use `@skip` or `@include` directives in the top level selection.");

    public static ValidationError UnknownType(string name) => new("KNOWN_TYPE_NAMES", $"Unknown type \"{name}\".");

    public static ValidationError DuplicateFragment(string name) =>
        new("UNIQUE_FRAGMENT_NAMES", $"There can be only one fragment named \"{name}\".");

    public static ValidationError UnknownFragment(string name) => new("KNOWN_FRAGMENT_NAMES", $"Unknown fragment \"{name}\".");

    public static ValidationError UnusedFragment(string name) => new("NO_UNUSED_FRAGMENTS", $"Fragment \"{name}\" is never used.");

    public static ValidationError FragmentOnLeaf(string? name, string type) => new(
        "FRAGMENTS_ON_COMPOSITE_TYPES",
        name is null
            ? $"Fragment cannot condition on non composite type \"{type}\"."
            : $"Fragment \"{name}\" cannot condition on non composite type \"{type}\".");

    public static ValidationError ImpossibleFragment(string? name, NamedType parent, NamedType type) => new(
        "POSSIBLE_FRAGMENT_SPREADS",
        $"Fragment{(name is null ? string.Empty : $" \"{name}\"")} cannot be spread here as objects of type \"{parent}\" "
        + $"can never be of type \"{type}\".");

    public static ValidationError FragmentCycle(string name, IEnumerable<string> via)
    {
        var path = string.Join(", ", via.Select(step => $"\"{step}\""));
        var suffix = path.Length == 0 ? string.Empty : $" via {path}";
        return new("NO_FRAGMENT_CYCLES", $"Cannot spread fragment \"{name}\" within itself{suffix}.");
    }

    public static ValidationError UnknownField(string name, NamedType type, string suggestion) =>
        new("FIELDS_ON_CORRECT_TYPE", $"Cannot query field \"{name}\" on type \"{type}\".{suggestion}");

    public static ValidationError LeafWithSelection(string field, GraphQLType type) =>
        new("SCALAR_LEAFS", $"Field \"{field}\" must not have a selection since type \"{type}\" has no subfields.");

    public static ValidationError SelectionMissing(string field, GraphQLType type) => new(
        "SCALAR_LEAFS",
        $"Field \"{field}\" of type \"{type}\" must have a selection of subfields. Did you mean \"{field} {{ ... }}\"?");

    public static ValidationError FieldsConflict(string responseName, string reason) => new(
        "OVERLAPPING_FIELDS_CAN_BE_MERGED",
        $"Fields \"{responseName}\" conflict because {reason}. Use different aliases on the fields to fetch both if this was intentional.");

    public static ValidationError MergingTooComplex() =>
        new("OVERLAPPING_FIELDS_CAN_BE_MERGED", "The document's fields overlap too often to be checked for conflicts.");

    public static ValidationError DuplicateVariable(string name) =>
        new("UNIQUE_VARIABLE_NAMES", $"There can be only one variable named \"${name}\".");

    public static ValidationError VariableOfOutputType(string name, TypeNode type) =>
        new("VARIABLES_ARE_INPUT_TYPES", $"Variable \"${name}\" cannot be non-input type \"{type}\".");

    public static ValidationError UndefinedVariable(string name, string? operation) => new(
        "NO_UNDEFINED_VARIABLES",
        operation is null ? $"Variable \"${name}\" is not defined." : $"Variable \"${name}\" is not defined by operation \"{operation}\".");

    public static ValidationError UnusedVariable(string name, string? operation) => new(
        "NO_UNUSED_VARIABLES",
        operation is null ? $"Variable \"${name}\" is never used." : $"Variable \"${name}\" is never used in operation \"{operation}\".");

    public static ValidationError VariableInWrongPosition(string name, TypeNode type, GraphQLType expected) => new(
        "VARIABLES_IN_ALLOWED_POSITION",
        $"Variable \"${name}\" of type \"{type}\" used in position expecting type \"{expected}\".");

    public static ValidationError NullableVariableInOneOf(string name, TypeNode type, NamedType parent) => new(
        "VARIABLES_IN_ALLOWED_POSITION",
        $"Variable \"${name}\" is of type \"{type}\" but must be non-nullable to be used for OneOf Input Object \"{parent}\".");

    private static string Subscription(string? name) => name is null ? "Anonymous Subscription" : $"Subscription \"{name}\"";
}
