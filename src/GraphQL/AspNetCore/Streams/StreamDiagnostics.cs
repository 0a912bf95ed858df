using System.Diagnostics.Metrics;
using SmsPlatform.GraphQL.Execution;

namespace SmsPlatform.GraphQL.AspNetCore.Streams;

/// <summary>Counts open streams and why the server ended some.</summary>
internal static class StreamDiagnostics
{
    private static readonly Meter Meter = new(ExecutionDiagnostics.SourceName);

    private static readonly UpDownCounter<int> OpenStreams =
        Meter.CreateUpDownCounter<int>("graphql.streams.open", "{stream}", "Open event streams and WebSockets.");

    private static readonly Counter<int> Ended =
        Meter.CreateCounter<int>("graphql.streams.ended", "{stream}", "Streams that the server ended, by reason.");

    public static void Count(StreamKind kind, int change) => OpenStreams.Add(change, Tag("graphql.stream.kind", kind.ToString()));

    public static void CountEnd(StreamKind kind, string reason) =>
        Ended.Add(1, Tag("graphql.stream.kind", kind.ToString()), Tag("graphql.stream.reason", reason));

    private static KeyValuePair<string, object?> Tag(string name, string value) => new(name, value);
}
