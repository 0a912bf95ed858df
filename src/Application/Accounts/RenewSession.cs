namespace SmsPlatform.Application.Accounts;

/// <summary>Renews a session from its refresh token, which the edge has verified. A token that was used long before ends the session.</summary>
public sealed record RenewSession(Guid SessionId, int Generation) : ICommand<SignedIn>, IAnonymousRequest;
