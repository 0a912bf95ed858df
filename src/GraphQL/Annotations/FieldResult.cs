using System.Diagnostics.CodeAnalysis;

namespace SmsPlatform.GraphQL;

/// <summary>What a mutation returns: its result, or the errors of its payload.</summary>
public interface IFieldResult
{
    /// <summary>The result; null when there are errors.</summary>
    object? Value { get; }

    /// <summary>The errors; null when there are none.</summary>
    IReadOnlyList<object>? Errors { get; }
}

/// <summary>The result of a mutation, or errors.</summary>
/// <typeparam name="TResult">The type of the result.</typeparam>
public class FieldResult<TResult> : IFieldResult
{
    /// <summary>Makes a result.</summary>
    /// <param name="value">The result.</param>
    public FieldResult(TResult value)
    {
        Value = value;
    }

    /// <summary>Makes a failure.</summary>
    /// <param name="errors">The errors, at least one.</param>
    public FieldResult(params object[] errors)
        : this((IEnumerable<object>)errors)
    {
    }

    /// <summary>Makes a failure.</summary>
    /// <param name="errors">The errors, at least one.</param>
    public FieldResult(IEnumerable<object> errors)
    {
        Errors = [.. errors];
        if (Errors.Count == 0)
        {
            throw new ArgumentException("A failure needs an error.", nameof(errors));
        }
    }

    /// <summary>The result; the default when there are errors.</summary>
    public TResult? Value { get; }

    /// <inheritdoc />
    public IReadOnlyList<object>? Errors { get; }

    /// <summary>Whether there is a result.</summary>
    [MemberNotNullWhen(false, nameof(Errors))]
    public bool IsSuccess => Errors is null;

    /// <summary>Whether there are errors.</summary>
    [MemberNotNullWhen(true, nameof(Errors))]
    public bool IsError => Errors is not null;

    object? IFieldResult.Value => Value;

    /// <summary>Wraps a result.</summary>
    /// <param name="value">The result.</param>
    [SuppressMessage("Usage", "CA2225", Justification = "The constructor is the named alternative.")]
    public static implicit operator FieldResult<TResult>(TResult value) => new(value);
}
