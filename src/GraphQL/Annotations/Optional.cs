namespace SmsPlatform.GraphQL;

/// <summary>An argument or input field that tells "not given" from null.</summary>
/// <typeparam name="T">The type of the value.</typeparam>
public readonly struct Optional<T> : IEquatable<Optional<T>>
{
    /// <summary>Makes a value that was given.</summary>
    /// <param name="value">The value, which may be null.</param>
    public Optional(T? value)
    {
        Value = value;
        HasValue = true;
    }

    /// <summary>The value; the default when none was given.</summary>
    public T? Value { get; }

    /// <summary>Whether a value was given, null included.</summary>
    public bool HasValue { get; }

    /// <summary>Whether no value was given.</summary>
    public bool IsEmpty => !HasValue;

    /// <summary>No value.</summary>
    public static Optional<T> Empty() => default;

    /// <summary>Wraps a value.</summary>
    /// <param name="value">The value.</param>
    public static implicit operator Optional<T>(T value) => new(value);

    /// <summary>The value; the default when none was given.</summary>
    /// <param name="optional">The optional.</param>
    public static implicit operator T?(Optional<T> optional) => optional.Value;

    /// <summary>Whether both are empty, or hold equal values.</summary>
    /// <param name="left">One.</param>
    /// <param name="right">The other.</param>
    public static bool operator ==(Optional<T> left, Optional<T> right) => left.Equals(right);

    /// <summary>Whether the two differ.</summary>
    /// <param name="left">One.</param>
    /// <param name="right">The other.</param>
    public static bool operator !=(Optional<T> left, Optional<T> right) => !left.Equals(right);

    /// <inheritdoc />
    public bool Equals(Optional<T> other) => HasValue == other.HasValue && EqualityComparer<T?>.Default.Equals(Value, other.Value);

    /// <inheritdoc />
    public override bool Equals(object? obj) => obj is Optional<T> other && Equals(other);

    /// <inheritdoc />
    public override int GetHashCode() => HashCode.Combine(HasValue, Value);

    /// <inheritdoc />
    public override string ToString() => HasValue ? Value?.ToString() ?? "null" : "unset";
}
