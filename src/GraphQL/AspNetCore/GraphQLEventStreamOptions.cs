namespace SmsPlatform.GraphQL.AspNetCore;

/// <summary>Limits and timing of <c>text/event-stream</c> responses.</summary>
public sealed class GraphQLEventStreamOptions
{
    /// <summary>How often a comment is sent on a silent stream, so that proxies keep it open. Default: 12 seconds.</summary>
    public TimeSpan KeepAliveInterval { get; set; } = TimeSpan.FromSeconds(12);

    /// <summary>How long one event may wait for the client to take it before the stream is cut. Default: 15 seconds.</summary>
    public TimeSpan SendTimeout { get; set; } = TimeSpan.FromSeconds(15);

    /// <summary>Open streams of this server, at most. Default: 10,000.</summary>
    public int MaxStreams { get; set; } = 10_000;

    /// <summary>Open streams of one user (or of one address, where nobody is signed in), at most. Default: 100.</summary>
    public int MaxStreamsPerUser { get; set; } = 100;
}
