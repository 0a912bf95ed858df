namespace SmsPlatform.GraphQL;

/// <summary>The library's <see cref="IError"/>.</summary>
public sealed class GraphQLError : IError
{
    private const string CodeKey = "code";

    /// <summary>Makes an error.</summary>
    /// <param name="message">What went wrong, for people.</param>
    /// <param name="code">The stable code.</param>
    /// <param name="path">The response path.</param>
    /// <param name="locations">Where in the document the error arose.</param>
    /// <param name="extensions">Further facts.</param>
    /// <param name="exception">The exception behind the error.</param>
    public GraphQLError(
        string message,
        string? code = null,
        IReadOnlyList<object>? path = null,
        IReadOnlyList<ErrorLocation>? locations = null,
        IReadOnlyDictionary<string, object?>? extensions = null,
        Exception? exception = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(message);
        Message = message;
        Code = code ?? (extensions is not null && extensions.TryGetValue(CodeKey, out var known) ? known as string : null);
        Path = path;
        Locations = locations;
        Extensions = Merge(extensions, Code);
        Exception = exception;
    }

    /// <inheritdoc />
    public string Message { get; }

    /// <inheritdoc />
    public string? Code { get; }

    /// <inheritdoc />
    public IReadOnlyList<object>? Path { get; }

    /// <inheritdoc />
    public IReadOnlyList<ErrorLocation>? Locations { get; }

    /// <inheritdoc />
    public IReadOnlyDictionary<string, object?>? Extensions { get; }

    /// <inheritdoc />
    public Exception? Exception { get; }

    /// <inheritdoc />
    public IError WithMessage(string message) => new GraphQLError(message, Code, Path, Locations, Extensions, Exception);

    /// <inheritdoc />
    public IError WithCode(string? code) => new GraphQLError(Message, code, Path, Locations, Without(CodeKey), Exception);

    /// <inheritdoc />
    public IError WithPath(IReadOnlyList<object>? path) => new GraphQLError(Message, Code, path, Locations, Extensions, Exception);

    /// <inheritdoc />
    public IError WithLocations(IReadOnlyList<ErrorLocation>? locations) =>
        new GraphQLError(Message, Code, Path, locations, Extensions, Exception);

    /// <inheritdoc />
    public IError WithExtensions(IReadOnlyDictionary<string, object?>? extensions) =>
        new GraphQLError(Message, null, Path, Locations, extensions, Exception);

    /// <inheritdoc />
    public IError SetExtension(string key, object? value)
    {
        var copy = Copy();
        copy[key] = value;
        return WithExtensions(copy);
    }

    /// <inheritdoc />
    public IError RemoveExtension(string key) => WithExtensions(Without(key));

    /// <inheritdoc />
    public IError WithException(Exception? exception) => new GraphQLError(Message, Code, Path, Locations, Extensions, exception);

    /// <inheritdoc />
    public override string ToString() => Code is null ? Message : $"{Code}: {Message}";

    private static IReadOnlyDictionary<string, object?>? Merge(IReadOnlyDictionary<string, object?>? extensions, string? code)
    {
        if (code is null)
        {
            return extensions is null || extensions.Count == 0 ? null : extensions;
        }

        if (extensions is not null && extensions.TryGetValue(CodeKey, out var known) && known is string text && text == code)
        {
            return extensions;
        }

        var merged = new Dictionary<string, object?>(StringComparer.Ordinal) { [CodeKey] = code };
        foreach (var (key, value) in extensions ?? new Dictionary<string, object?>())
        {
            merged.TryAdd(key, value);
        }

        return merged;
    }

    private Dictionary<string, object?> Copy() =>
        Extensions is null ? new(StringComparer.Ordinal) : new(Extensions, StringComparer.Ordinal);

    private Dictionary<string, object?> Without(string key)
    {
        var copy = Copy();
        copy.Remove(key);
        return copy;
    }
}
