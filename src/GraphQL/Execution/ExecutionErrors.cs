using SmsPlatform.GraphQL.TypeSystem;

namespace SmsPlatform.GraphQL.Execution;

/// <summary>The engine's errors. Codes that HotChocolate has are HotChocolate's.</summary>
internal static class ExecutionErrors
{
    private const string InvalidResult = "INVALID_RESULT";

    public static GraphQLError Unexpected(Exception exception) => new("Unexpected Execution Error", "HC0008", exception: exception);

    public static IError OperationTooLarge(int limit) =>
        new GraphQLError($"The operation has more than {limit} fields once its fragments are expanded.", "OPERATION_TOO_LARGE");

    public static IError OperationTooDeep(int limit) => new GraphQLError($"The operation is nested deeper than {limit} levels.", "OPERATION_TOO_DEEP");

    public static IError InvalidVariables() => new GraphQLError("The variables are no JSON object.", "INVALID_VARIABLES");

    public static IError NoOperation() => new GraphQLError("The request has neither a document nor a document id.", "NO_DOCUMENT");

    public static IError OperationNameNeeded() =>
        new GraphQLError("Must provide operation name if query contains multiple operations.", "OPERATION_NAME_NEEDED");

    public static IError UnknownOperation(string name) => new GraphQLError($"Unknown operation named \"{Shorten(name)}\".", "UNKNOWN_OPERATION");

    public static IError NoSuchRoot(string operation) => new GraphQLError($"Schema is not configured to execute {operation} operation.", "NO_ROOT_TYPE");

    public static IError OperationNotAllowed(string operation) =>
        new GraphQLError($"A {operation} is not allowed in this request.", "OPERATION_NOT_ALLOWED");

    // The message and code that clients of automatic persisted queries look for.
    public static IError DocumentNotFound() => new GraphQLError("PersistedQueryNotFound", "PERSISTED_QUERY_NOT_FOUND");

    public static IError OnlyPersisted() => new GraphQLError("Only persisted operations are allowed.", "HC0067");

    public static IError IntrospectionNotAllowed() => new GraphQLError("Introspection is not allowed for the current request.", "HC0046");

    public static IError TimedOut(TimeSpan limit) => new GraphQLError($"The request exceeded the configured timeout of `{limit:c}`.", "HC0045");

    public static IError ResponseTooLarge(int limit) => new GraphQLError($"The response exceeds {limit} bytes.", "RESPONSE_TOO_LARGE");

    public static IError SlowSubscriber() => new GraphQLError("The subscriber fell behind and was disconnected.", "SLOW_SUBSCRIBER");

    public static IError Throttled(TimeSpan retryAfter) => new GraphQLError(
        "Too much was asked for in too short a time.",
        "RATE_LIMITED",
        extensions: new Dictionary<string, object?> { ["retryAfter"] = Math.Ceiling(retryAfter.TotalSeconds) });

    public static IError FieldCostExceeded(double cost, double limit) => CostExceeded("field", cost, limit);

    public static IError TypeCostExceeded(double cost, double limit) => CostExceeded("type", cost, limit);

    public static IError NotAuthenticated() =>
        new GraphQLError("The current user is not authorized to access this resource.", "AUTH_NOT_AUTHENTICATED");

    public static IError NotAuthorized() => new GraphQLError("The current user is not authorized to access this resource.", "AUTH_NOT_AUTHORIZED");

    public static GraphQLError NullForNonNull(OutputField field) => new(
        $"Cannot return null for non-nullable field {field.DeclaringType?.Name}.{field.Name}.",
        "HC0018");

    public static GraphQLError NotAList(OutputField field) =>
        new($"Expected Iterable, but did not find one for field \"{field.DeclaringType?.Name}.{field.Name}\".", InvalidResult);

    public static GraphQLError NotALeaf(NamedType type) => new(
        type.Kind == TypeKind.Enum ? $"Enum \"{type.Name}\" cannot represent the value." : $"{type.Name} cannot represent the value.",
        InvalidResult);

    public static GraphQLError NoRuntimeType(NamedType type, OutputField field) => new(
        $"Abstract type \"{type.Name}\" must resolve to an Object type at runtime for field \"{field.DeclaringType?.Name}.{field.Name}\".",
        InvalidResult);

    private static GraphQLError CostExceeded(string kind, double cost, double limit) => new(
        $"The maximum allowed {kind} cost was exceeded.",
        "HC0047",
        extensions: new Dictionary<string, object?> { [$"{kind}Cost"] = cost, [$"max{char.ToUpperInvariant(kind[0])}{kind[1..]}Cost"] = limit });

    private static string Shorten(string name) => name.Length <= 100 ? name : name[..100] + "…";
}
