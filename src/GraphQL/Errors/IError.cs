namespace SmsPlatform.GraphQL;

/// <summary>One GraphQL error, as it is written to the response's <c>errors</c>. Immutable; the <c>With…</c> calls return a copy.</summary>
public interface IError
{
    /// <summary>What went wrong, for people. Never holds an exception's text unless exception details are enabled.</summary>
    string Message { get; }

    /// <summary>The stable code, written to <c>extensions.code</c>.</summary>
    string? Code { get; }

    /// <summary>The response path: field response names (<see cref="string"/>) and list indexes (<see cref="int"/>).</summary>
    IReadOnlyList<object>? Path { get; }

    /// <summary>Where in the document the error arose.</summary>
    IReadOnlyList<ErrorLocation>? Locations { get; }

    /// <summary>Further facts, written to <c>extensions</c>. Holds <c>code</c> when <see cref="Code"/> is set.</summary>
    IReadOnlyDictionary<string, object?>? Extensions { get; }

    /// <summary>The exception behind the error; never written to a response by itself.</summary>
    Exception? Exception { get; }

    /// <summary>Returns a copy with another message.</summary>
    /// <param name="message">The new message.</param>
    IError WithMessage(string message);

    /// <summary>Returns a copy with another code, or none.</summary>
    /// <param name="code">The new code.</param>
    IError WithCode(string? code);

    /// <summary>Returns a copy with another path, or none.</summary>
    /// <param name="path">The new path.</param>
    IError WithPath(IReadOnlyList<object>? path);

    /// <summary>Returns a copy with other locations, or none.</summary>
    /// <param name="locations">The new locations.</param>
    IError WithLocations(IReadOnlyList<ErrorLocation>? locations);

    /// <summary>Returns a copy with other extensions, or none. The code follows them.</summary>
    /// <param name="extensions">The new extensions.</param>
    IError WithExtensions(IReadOnlyDictionary<string, object?>? extensions);

    /// <summary>Returns a copy with one extension added or replaced.</summary>
    /// <param name="key">The extension's name.</param>
    /// <param name="value">The extension's value.</param>
    IError SetExtension(string key, object? value);

    /// <summary>Returns a copy without one extension.</summary>
    /// <param name="key">The extension's name.</param>
    IError RemoveExtension(string key);

    /// <summary>Returns a copy with another exception, or none.</summary>
    /// <param name="exception">The new exception.</param>
    IError WithException(Exception? exception);
}
