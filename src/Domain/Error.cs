namespace SmsPlatform.Domain;

/// <summary>Says what kind of failure an <see cref="Error"/> is; each edge maps it to its own status once.</summary>
public enum ErrorKind
{
    Validation,
    Unauthenticated,
    Forbidden,
    NotFound,
    Conflict,
    Refused,
    TooLarge,
    RateLimited,
    Unavailable,
}

/// <summary>An expected failure.</summary>
/// <param name="Code">Stable, lower-case and dotted, such as <c>message.opted_out</c>; clients may rely on it.</param>
/// <param name="Message">One sentence for a person; may change.</param>
/// <param name="Kind">What the edges make of it.</param>
public sealed record Error(string Code, string Message, ErrorKind Kind)
{
    /// <summary>The input's field that is at fault, in camelCase, where there is one.</summary>
    public string? Field { get; init; }

    /// <summary>How long to wait before trying again, where waiting helps.</summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>The single failures, where a validation found several.</summary>
    public IReadOnlyList<Error> Details { get; init; } = [];

    public static Error Validation(string code, string message, string? field = null) =>
        new(code, message, ErrorKind.Validation) { Field = field };

    public static Error NotFound(string code, string message) => new(code, message, ErrorKind.NotFound);

    public static Error Conflict(string code, string message) => new(code, message, ErrorKind.Conflict);

    public static Error Refused(string code, string message) => new(code, message, ErrorKind.Refused);
}
