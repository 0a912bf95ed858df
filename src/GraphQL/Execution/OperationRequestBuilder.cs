using System.Security.Claims;

namespace SmsPlatform.GraphQL.Execution;

/// <summary>What an interceptor may change of a request before it is executed.</summary>
public sealed class OperationRequestBuilder
{
    internal OperationRequestBuilder(GraphQLRequest request) => Request = request;

    /// <summary>The request that is being made.</summary>
    public GraphQLRequest Request { get; }

    /// <summary>Allows introspection for this request, whatever the server's rule.</summary>
    public OperationRequestBuilder AllowIntrospection() => SetIntrospection(true);

    /// <summary>Refuses introspection for this request, whatever the server's rule.</summary>
    public OperationRequestBuilder DisallowIntrospection() => SetIntrospection(false);

    /// <summary>Allows this request to bring its own document, where otherwise only persisted ones are executed.</summary>
    public OperationRequestBuilder AllowNonPersistedOperation()
    {
        Request.AllowNonPersistedDocument = true;
        return this;
    }

    /// <summary>Sets who asks.</summary>
    /// <param name="user">The signed-in user.</param>
    public OperationRequestBuilder SetUser(ClaimsPrincipal user)
    {
        Request.User = user;
        return this;
    }

    /// <summary>Sets where services come from.</summary>
    /// <param name="services">The services of this request.</param>
    public OperationRequestBuilder SetServices(IServiceProvider services)
    {
        Request.Services = services;
        return this;
    }

    /// <summary>Sets the services unless they are set.</summary>
    /// <param name="services">The services of this request.</param>
    public OperationRequestBuilder TrySetServices(IServiceProvider services)
    {
        Request.Services ??= services;
        return this;
    }

    /// <summary>Sets a value that resolvers get through <c>[GlobalState]</c>.</summary>
    /// <param name="name">The key.</param>
    /// <param name="value">The value.</param>
    public OperationRequestBuilder SetGlobalState(string name, object? value)
    {
        State[name] = value;
        return this;
    }

    /// <summary>Adds a value that resolvers get through <c>[GlobalState]</c>.</summary>
    /// <param name="name">The key.</param>
    /// <param name="value">The value.</param>
    /// <exception cref="ArgumentException">The key has a value already.</exception>
    public OperationRequestBuilder AddGlobalState(string name, object? value)
    {
        State.Add(name, value);
        return this;
    }

    /// <summary>Adds a value that resolvers get through <c>[GlobalState]</c>, unless the key has one.</summary>
    /// <param name="name">The key.</param>
    /// <param name="value">The value.</param>
    public OperationRequestBuilder TryAddGlobalState(string name, object? value)
    {
        if (!State.ContainsKey(name))
        {
            State.Add(name, value);
        }

        return this;
    }

    /// <summary>Removes a value.</summary>
    /// <param name="name">The key.</param>
    public OperationRequestBuilder RemoveGlobalState(string name)
    {
        State.Remove(name);
        return this;
    }

    private IDictionary<string, object?> State =>
        Request.ContextData ??= new Dictionary<string, object?>(StringComparer.Ordinal);

    private OperationRequestBuilder SetIntrospection(bool allowed)
    {
        Request.AllowIntrospection = allowed;
        return this;
    }
}
