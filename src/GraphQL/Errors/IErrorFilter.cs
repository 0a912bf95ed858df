namespace SmsPlatform.GraphQL;

/// <summary>Sees every execution error before it is written, and may replace it.</summary>
public interface IErrorFilter
{
    /// <summary>Returns the error to write.</summary>
    /// <param name="error">The error; its exception is there for errors nobody expected.</param>
    IError OnError(IError error);
}
