using SmsPlatform.Domain;
using SmsPlatform.Domain.Channels;

namespace SmsPlatform.Application.Channels;

/// <summary>Reads from a provider what people wrote to us, where it keeps that; for messages whose webhook never came.</summary>
public interface IInboundHistory
{
    Channel Kind { get; }

    /// <summary>A page of what was written to this integration in a span of time. Never throws for what a provider or a network can do.</summary>
    /// <param name="next">Where the page begins; null for the first one.</param>
    /// <returns><c>catch_up.unreachable</c> or <c>catch_up.refused</c> when the provider does not say.</returns>
    Task<Result<HistoryPage>> ReadAsync(
        ChannelConnection connection, DateTimeOffset since, DateTimeOffset until, string? next, CancellationToken cancellationToken);

    /// <summary>The message with its attachments, which a history does not list.</summary>
    Task<Result<InboundMessage>> CompleteAsync(
        ChannelConnection connection, PastMessage message, CancellationToken cancellationToken);
}

/// <param name="Next">Where the next page begins; null on the last one.</param>
public sealed record HistoryPage(IReadOnlyList<PastMessage> Messages, string? Next);

/// <summary>A message as a provider's history has it.</summary>
/// <param name="SentAt">When the person sent it.</param>
/// <param name="MediaCount">How many attachments it has.</param>
public sealed record PastMessage(InboundMessage Message, DateTimeOffset SentAt, int MediaCount);
