using SmsPlatform.Domain.Messaging;

namespace SmsPlatform.Application.Messaging.Media;

/// <summary>Opens a stored attachment for whoever has a link to it.</summary>
/// <param name="Expires">Seconds since 1970, as the link says.</param>
public sealed record ReadMedium(MessageId MessageId, int Ordinal, long Expires, string Signature) : IQuery<MediumContent>, IAnonymousRequest;

public sealed record MediumContent(Stream Bytes, string ContentType, long Size, string Sha256);

/// <summary>What is stored of each message's attachments, in their order; those of other workspaces are not in the answer.</summary>
public sealed record ListStoredMedia(IReadOnlyCollection<Guid> MessageIds) : IQuery<ILookup<Guid, Views.StoredMedium>>, INarrowsToChatbot;

/// <summary>Deletes the bytes of attachments whose messages are gone.</summary>
public sealed record ForgetDeletedMedia : ICommand<int>, ISystemRequest;
