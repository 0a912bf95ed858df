namespace SmsPlatform.GraphQL.AspNetCore.Streams;

/// <summary>The kinds of open streams, which are limited separately.</summary>
internal enum StreamKind
{
    EventStream,
    Socket,
}
