using System.Diagnostics.CodeAnalysis;

namespace SmsPlatform.GraphQL.TypeSystem;

/// <summary>A schema breaks rules of the specification; <see cref="Errors"/> tells all of them.</summary>
[SuppressMessage("Design", "CA1032", Justification = "Without its errors the exception tells nothing.")]
public sealed class SchemaException : Exception
{
    /// <summary>Makes the exception.</summary>
    /// <param name="errors">What is wrong; at least one error.</param>
    public SchemaException(IReadOnlyList<IError> errors)
        : base(string.Join(Environment.NewLine, errors.Select(error => error.ToString())))
    {
        Errors = errors;
    }

    /// <summary>What is wrong.</summary>
    public IReadOnlyList<IError> Errors { get; }
}
