namespace SmsPlatform.Application.Accounts;

/// <summary>Deletes sessions, counters, set-up links and invitations that no longer mean anything. Answers how many.</summary>
public sealed record ForgetOldSignIns : ICommand<int>, ISystemRequest;
