using System.Security.Claims;

namespace SmsPlatform.GraphQL.Execution;

/// <summary>What a resolver may ask about the field it resolves.</summary>
public interface IResolverContext
{
    /// <summary>The services of the request.</summary>
    IServiceProvider Services { get; }

    /// <summary>Who asks.</summary>
    ClaimsPrincipal? User { get; }

    /// <summary>The selected field: its name, type and what is selected of its value.</summary>
    ISelection Selection { get; }

    /// <summary>Global state of the request. Resolvers of one request may run at the same time.</summary>
    IDictionary<string, object?> ContextData { get; }

    /// <summary>Cancelled when the client has gone or the time is up.</summary>
    CancellationToken RequestAborted { get; }

    /// <summary>The object the field belongs to.</summary>
    T Parent<T>();

    /// <summary>An argument's value; the default of <typeparamref name="T"/> when it was not given.</summary>
    T ArgumentValue<T>(string name);

    /// <summary>A service of the request.</summary>
    T Service<T>() where T : notnull;

    /// <summary>The request's data loader of this class.</summary>
    T DataLoader<T>() where T : class;
}
