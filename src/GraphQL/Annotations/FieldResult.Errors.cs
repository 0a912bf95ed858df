using System.Diagnostics.CodeAnalysis;

namespace SmsPlatform.GraphQL;

/// <summary>The result of a mutation, or an error of one type.</summary>
/// <typeparam name="TResult">The type of the result.</typeparam>
/// <typeparam name="TError">An error.</typeparam>
[SuppressMessage("Usage", "CA2225", Justification = "The constructors are the named alternatives.")]
public sealed class FieldResult<TResult, TError> : FieldResult<TResult>
    where TError : class
{
    /// <summary>Makes a result.</summary>
    /// <param name="value">The result.</param>
    public FieldResult(TResult value)
        : base(value)
    {
    }

    /// <summary>Makes a failure.</summary>
    /// <param name="errors">The errors, at least one, each of one of the types.</param>
    public FieldResult(IEnumerable<object> errors)
        : base(errors)
    {
    }

    /// <summary>Makes a failure.</summary>
    /// <param name="error">The error.</param>
    public FieldResult(TError error)
        : base((IEnumerable<object>)[error])
    {
    }

    /// <summary>Wraps a result.</summary>
    /// <param name="value">The result.</param>
    public static implicit operator FieldResult<TResult, TError>(TResult value) => new(value);

    /// <summary>Wraps an error.</summary>
    /// <param name="error">The error.</param>
    public static implicit operator FieldResult<TResult, TError>(TError error) => new(error);
}

/// <summary>The result of a mutation, or an error of one of 2 types.</summary>
/// <typeparam name="TResult">The type of the result.</typeparam>
/// <typeparam name="TError1">An error.</typeparam>
/// <typeparam name="TError2">An error.</typeparam>
[SuppressMessage("Usage", "CA2225", Justification = "The constructors are the named alternatives.")]
public sealed class FieldResult<TResult, TError1, TError2> : FieldResult<TResult>
    where TError1 : class
    where TError2 : class
{
    /// <summary>Makes a result.</summary>
    /// <param name="value">The result.</param>
    public FieldResult(TResult value)
        : base(value)
    {
    }

    /// <summary>Makes a failure.</summary>
    /// <param name="errors">The errors, at least one, each of one of the types.</param>
    public FieldResult(IEnumerable<object> errors)
        : base(errors)
    {
    }

    /// <summary>Makes a failure.</summary>
    /// <param name="error">The error.</param>
    public FieldResult(TError1 error)
        : base((IEnumerable<object>)[error])
    {
    }

    /// <summary>Makes a failure.</summary>
    /// <param name="error">The error.</param>
    public FieldResult(TError2 error)
        : base((IEnumerable<object>)[error])
    {
    }

    /// <summary>Wraps a result.</summary>
    /// <param name="value">The result.</param>
    public static implicit operator FieldResult<TResult, TError1, TError2>(TResult value) => new(value);

    /// <summary>Wraps an error.</summary>
    /// <param name="error">The error.</param>
    public static implicit operator FieldResult<TResult, TError1, TError2>(TError1 error) => new(error);

    /// <summary>Wraps an error.</summary>
    /// <param name="error">The error.</param>
    public static implicit operator FieldResult<TResult, TError1, TError2>(TError2 error) => new(error);
}

/// <summary>The result of a mutation, or an error of one of 3 types.</summary>
/// <typeparam name="TResult">The type of the result.</typeparam>
/// <typeparam name="TError1">An error.</typeparam>
/// <typeparam name="TError2">An error.</typeparam>
/// <typeparam name="TError3">An error.</typeparam>
[SuppressMessage("Usage", "CA2225", Justification = "The constructors are the named alternatives.")]
public sealed class FieldResult<TResult, TError1, TError2, TError3> : FieldResult<TResult>
    where TError1 : class
    where TError2 : class
    where TError3 : class
{
    /// <summary>Makes a result.</summary>
    /// <param name="value">The result.</param>
    public FieldResult(TResult value)
        : base(value)
    {
    }

    /// <summary>Makes a failure.</summary>
    /// <param name="errors">The errors, at least one, each of one of the types.</param>
    public FieldResult(IEnumerable<object> errors)
        : base(errors)
    {
    }

    /// <summary>Makes a failure.</summary>
    /// <param name="error">The error.</param>
    public FieldResult(TError1 error)
        : base((IEnumerable<object>)[error])
    {
    }

    /// <summary>Makes a failure.</summary>
    /// <param name="error">The error.</param>
    public FieldResult(TError2 error)
        : base((IEnumerable<object>)[error])
    {
    }

    /// <summary>Makes a failure.</summary>
    /// <param name="error">The error.</param>
    public FieldResult(TError3 error)
        : base((IEnumerable<object>)[error])
    {
    }

    /// <summary>Wraps a result.</summary>
    /// <param name="value">The result.</param>
    public static implicit operator FieldResult<TResult, TError1, TError2, TError3>(TResult value) => new(value);

    /// <summary>Wraps an error.</summary>
    /// <param name="error">The error.</param>
    public static implicit operator FieldResult<TResult, TError1, TError2, TError3>(TError1 error) => new(error);

    /// <summary>Wraps an error.</summary>
    /// <param name="error">The error.</param>
    public static implicit operator FieldResult<TResult, TError1, TError2, TError3>(TError2 error) => new(error);

    /// <summary>Wraps an error.</summary>
    /// <param name="error">The error.</param>
    public static implicit operator FieldResult<TResult, TError1, TError2, TError3>(TError3 error) => new(error);
}
