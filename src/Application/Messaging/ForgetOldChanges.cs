namespace SmsPlatform.Application.Messaging;

/// <summary>Deletes histories of messages that have not changed for longer than they are kept, and notes of changed conversations.</summary>
public sealed record ForgetOldChanges : ICommand<int>, ISystemRequest;
