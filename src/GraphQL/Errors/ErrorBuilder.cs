namespace SmsPlatform.GraphQL;

/// <summary>Builds an <see cref="IError"/> step by step.</summary>
public sealed class ErrorBuilder
{
    private readonly List<ErrorLocation> _locations = [];
    private readonly Dictionary<string, object?> _extensions = new(StringComparer.Ordinal);
    private string? _message;
    private IReadOnlyList<object>? _path;
    private Exception? _exception;

    private ErrorBuilder()
    {
    }

    /// <summary>Starts an empty error.</summary>
    public static ErrorBuilder New() => new();

    /// <summary>Starts from another error.</summary>
    /// <param name="error">The error to copy.</param>
    public static ErrorBuilder FromError(IError error)
    {
        ArgumentNullException.ThrowIfNull(error);
        var builder = new ErrorBuilder { _message = error.Message, _path = error.Path, _exception = error.Exception };
        builder._locations.AddRange(error.Locations ?? []);
        foreach (var (key, value) in error.Extensions ?? new Dictionary<string, object?>())
        {
            builder._extensions[key] = value;
        }

        return builder;
    }

    /// <summary>Sets the message; an error must have one.</summary>
    /// <param name="message">The message.</param>
    public ErrorBuilder SetMessage(string message)
    {
        ArgumentException.ThrowIfNullOrEmpty(message);
        _message = message;
        return this;
    }

    /// <summary>Sets or, with null, removes the code.</summary>
    /// <param name="code">The code.</param>
    public ErrorBuilder SetCode(string? code) => code is null ? RemoveExtension("code") : SetExtension("code", code);

    /// <summary>Sets or, with null, removes the path.</summary>
    /// <param name="path">The path.</param>
    public ErrorBuilder SetPath(IReadOnlyList<object>? path)
    {
        _path = path;
        return this;
    }

    /// <summary>Adds a location.</summary>
    /// <param name="line">The line, from 1.</param>
    /// <param name="column">The column, from 1.</param>
    public ErrorBuilder AddLocation(int line, int column)
    {
        _locations.Add(new ErrorLocation(line, column));
        return this;
    }

    /// <summary>Sets the exception behind the error.</summary>
    /// <param name="exception">The exception.</param>
    public ErrorBuilder SetException(Exception? exception)
    {
        _exception = exception;
        return this;
    }

    /// <summary>Sets one extension.</summary>
    /// <param name="key">Its name.</param>
    /// <param name="value">Its value.</param>
    public ErrorBuilder SetExtension(string key, object? value)
    {
        _extensions[key] = value;
        return this;
    }

    /// <summary>Removes one extension.</summary>
    /// <param name="key">Its name.</param>
    public ErrorBuilder RemoveExtension(string key)
    {
        _extensions.Remove(key);
        return this;
    }

    /// <summary>Makes the error.</summary>
    /// <exception cref="InvalidOperationException">No message was set.</exception>
    public IError Build() => new GraphQLError(
        _message ?? throw new InvalidOperationException("An error needs a message: call SetMessage."),
        path: _path,
        locations: _locations.Count == 0 ? null : [.. _locations],
        extensions: _extensions.Count == 0 ? null : new Dictionary<string, object?>(_extensions, StringComparer.Ordinal),
        exception: _exception);
}
