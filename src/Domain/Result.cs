using System.Diagnostics.CodeAnalysis;

namespace SmsPlatform.Domain;

/// <summary>What every result has in common, so that the pipeline can look at one without knowing its value.</summary>
public interface IResult
{
    bool IsSuccess { get; }

    bool IsFailure { get; }

    Error Error { get; }
}

/// <summary>A result type that can be made from an error, so that the pipeline can refuse a request.</summary>
public interface IResult<TSelf> : IResult
    where TSelf : IResult<TSelf>
{
    static abstract TSelf Failure(Error error);
}

/// <summary>A value, or the expected failure that stands in its place.</summary>
public readonly struct Result<T> : IResult<Result<T>>
{
    private readonly T _value;
    private readonly Error? _error;

    private Result(T value, Error? error)
    {
        _value = value;
        _error = error;
    }

    public bool IsSuccess => _error is null;

    public bool IsFailure => _error is not null;

    /// <exception cref="InvalidOperationException">The result is a failure.</exception>
    public T Value => _error is null
        ? _value
        : throw new InvalidOperationException($"No value: {_error.Code}.");

    /// <exception cref="InvalidOperationException">The result is a success.</exception>
    public Error Error => _error ?? throw new InvalidOperationException("No error: the result is a success.");

    public static implicit operator Result<T>(T value) => new(value, null);

    public static implicit operator Result<T>(Error error) => new(default!, error);

    [SuppressMessage("Design", "CA1000", Justification = "Called through the static interface member only.")]
    public static Result<T> Failure(Error error) => new(default!, error);

    /// <summary>For values whose static type is an interface, which no conversion operator takes.</summary>
    [SuppressMessage("Design", "CA1000", Justification = "The conversion operator serves everywhere else.")]
    public static Result<T> Success(T value) => new(value, null);

    public TOut Match<TOut>(Func<T, TOut> success, Func<Error, TOut> failure) =>
        _error is null ? success(_value) : failure(_error);
}

/// <summary>The value of a command that has none.</summary>
public readonly record struct Done
{
    public static readonly Done Value;
}
