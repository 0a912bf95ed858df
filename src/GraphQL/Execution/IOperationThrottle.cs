namespace SmsPlatform.GraphQL.Execution;

/// <summary>
/// Asked before an operation is executed, so that one user's operations leave room for others'. Registered with
/// <c>AddOperationThrottle</c>. Thread-safe.
/// </summary>
public interface IOperationThrottle
{
    /// <summary>Charges whoever sent the request.</summary>
    /// <param name="request">The request.</param>
    /// <param name="cost">
    /// What the operation weighs: its field cost and its type cost together. A document that has to be parsed first is charged for that
    /// beforehand.
    /// </param>
    /// <returns>Null when it may go on; otherwise how long to wait before trying again.</returns>
    TimeSpan? Charge(GraphQLRequest request, double cost);
}
