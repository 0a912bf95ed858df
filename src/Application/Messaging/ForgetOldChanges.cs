namespace SmsPlatform.Application.Messaging;

/// <summary>
/// Deletes histories of messages that have not changed for longer than they are kept, notes of changed conversations, and idempotency
/// keys that nobody repeats any more.
/// </summary>
public sealed record ForgetOldChanges : ICommand<int>, ISystemRequest;
