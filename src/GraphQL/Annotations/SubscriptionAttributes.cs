namespace SmsPlatform.GraphQL;

/// <summary>The method is a subscription: it runs once for each event.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class SubscribeAttribute : Attribute
{
    /// <summary>The type of the events, when no parameter has <c>[EventMessage]</c>.</summary>
    public Type? MessageType { get; set; }

    /// <summary>
    /// The method of the same class that opens the stream; it returns <c>ValueTask&lt;ISourceStream&lt;T&gt;&gt;</c> or
    /// <c>IAsyncEnumerable&lt;T&gt;</c>.
    /// </summary>
    public string? With { get; set; }
}

/// <summary>The topic a subscription listens to; <c>{argument}</c> is filled in. Without it, the method's name.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class TopicAttribute(string? name = null) : Attribute
{
    /// <summary>The topic's name or pattern.</summary>
    public string? Name { get; } = name;
}
