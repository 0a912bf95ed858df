namespace SmsPlatform.Application.Messaging;

/// <summary>Deletes what providers posted along with messages, once it is older than <see cref="MessagingOptions.PayloadRetention"/>. The messages stay.</summary>
public sealed record ForgetOldPayloads : ICommand<int>, ISystemRequest;
