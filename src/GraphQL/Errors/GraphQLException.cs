namespace SmsPlatform.GraphQL;

/// <summary>Thrown by a resolver to answer with errors of its own; their messages and codes reach the client unmasked.</summary>
public class GraphQLException : Exception
{
    /// <summary>Makes an exception without a particular error.</summary>
    public GraphQLException()
        : this("Unexpected execution error.")
    {
    }

    /// <summary>Makes an exception with one error of that message.</summary>
    /// <param name="message">The error's message.</param>
    public GraphQLException(string message)
        : this(new GraphQLError(message))
    {
    }

    /// <summary>Makes an exception with one error of that message and a cause.</summary>
    /// <param name="message">The error's message.</param>
    /// <param name="innerException">The cause.</param>
    public GraphQLException(string message, Exception? innerException)
        : base(message, innerException)
    {
        Errors = [new GraphQLError(message, exception: innerException)];
    }

    /// <summary>Makes an exception that carries one error.</summary>
    /// <param name="error">The error.</param>
    public GraphQLException(IError error)
        : base(error.Message, error.Exception)
    {
        Errors = [error];
    }

    /// <summary>Makes an exception that carries several errors.</summary>
    /// <param name="errors">The errors, at least one.</param>
    public GraphQLException(params IError[] errors)
        : this((IEnumerable<IError>)errors)
    {
    }

    /// <summary>Makes an exception that carries several errors.</summary>
    /// <param name="errors">The errors, at least one.</param>
    public GraphQLException(IEnumerable<IError> errors)
        : this(errors.ToArray(), 0)
    {
    }

    private GraphQLException(IError[] errors, int first)
        : base(errors.Length == 0 ? "Unexpected execution error." : errors[first].Message)
    {
        Errors = errors.Length == 0 ? [new GraphQLError(Message)] : errors;
    }

    /// <summary>The errors; at least one.</summary>
    public IReadOnlyList<IError> Errors { get; }
}
