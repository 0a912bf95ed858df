using System.Text.Json;

namespace SmsPlatform.GraphQL.AspNetCore;

/// <summary>The payload of <c>connection_init</c>, <c>ping</c> or <c>pong</c>.</summary>
public interface IOperationMessagePayload
{
    /// <summary>The payload; null when there is none. Stays valid.</summary>
    JsonElement? Payload { get; }

    /// <summary>Reads the payload as an object, with names in camel case.</summary>
    /// <typeparam name="T">Its type.</typeparam>
    /// <returns>The object, or null when there is no payload or it does not fit.</returns>
    T? As<T>()
        where T : class;
}
