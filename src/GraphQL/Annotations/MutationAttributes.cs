namespace SmsPlatform.GraphQL;

/// <summary>Gives one mutation an input, a payload and errors, or with <see cref="Disable"/> leaves it plain.</summary>
[AttributeUsage(AttributeTargets.Method | AttributeTargets.Property)]
public sealed class UseMutationConventionAttribute : Attribute
{
    /// <summary>The input object's name.</summary>
    public string? InputTypeName { get; set; }

    /// <summary>The argument's name.</summary>
    public string? InputArgumentName { get; set; }

    /// <summary>The payload's name.</summary>
    public string? PayloadTypeName { get; set; }

    /// <summary>The payload field that holds the result.</summary>
    public string? PayloadFieldName { get; set; }

    /// <summary>The error union's name.</summary>
    public string? PayloadErrorTypeName { get; set; }

    /// <summary>The payload field that holds the errors.</summary>
    public string? PayloadErrorsFieldName { get; set; }

    /// <summary>Whether the convention is not applied.</summary>
    public bool Disable { get; set; }
}

/// <summary>The mutation reports an error of that type in its payload.</summary>
/// <remarks>
/// The type is an exception, a class with <c>static CreateErrorFrom(TException)</c>, or one with a constructor that takes the exception.
/// </remarks>
[AttributeUsage(AttributeTargets.Method, AllowMultiple = true)]
public class ErrorAttribute(Type errorType) : Attribute
{
    /// <summary>The error's type.</summary>
    public Type ErrorType { get; } = errorType;
}

/// <summary>The mutation reports an error of that type in its payload.</summary>
/// <typeparam name="TError">The error's type.</typeparam>
[AttributeUsage(AttributeTargets.Method, AllowMultiple = true)]
public sealed class ErrorAttribute<TError>() : ErrorAttribute(typeof(TError));
