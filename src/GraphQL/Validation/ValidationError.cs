namespace SmsPlatform.GraphQL.Validation;

/// <summary>A broken rule, yet without its place.</summary>
/// <param name="Code">The rule's stable code.</param>
/// <param name="Message">The message.</param>
internal readonly record struct ValidationError(string Code, string Message);
