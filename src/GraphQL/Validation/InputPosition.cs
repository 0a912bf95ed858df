using SmsPlatform.GraphQL.TypeSystem;

namespace SmsPlatform.GraphQL.Validation;

/// <summary>What is known of the place where a value stands.</summary>
/// <param name="Type">The type expected; null when unknown.</param>
/// <param name="HasDefault">Whether the argument or input field has a default of its own.</param>
/// <param name="OneOf">The enclosing OneOf input object, if it stands directly in one.</param>
/// <param name="IsChecked">False beneath a value that was reported already.</param>
internal readonly record struct InputPosition(
    GraphQLType? Type,
    bool HasDefault = false,
    InputObjectType? OneOf = null,
    bool IsChecked = true);
