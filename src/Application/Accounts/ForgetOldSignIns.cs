namespace SmsPlatform.Application.Accounts;

/// <summary>Deletes sessions, counters and set-up links that no longer mean anything. Answers how many.</summary>
public sealed record ForgetOldSignIns : ICommand<int>, ISystemRequest;
