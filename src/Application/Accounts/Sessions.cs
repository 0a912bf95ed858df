using SmsPlatform.Domain;

namespace SmsPlatform.Application.Accounts;

/// <summary>The caller's open sessions, the last used first.</summary>
[RequiresPerson]
public sealed record ListSessions : IQuery<IReadOnlyList<SessionRow>>;

/// <param name="RenewedAt">When it began or was last renewed.</param>
/// <param name="IsCurrent">The one this request came with.</param>
public sealed record SessionRow(
    Guid Id, string Address, string UserAgent, DateTimeOffset CreatedAt, DateTimeOffset RenewedAt, DateTimeOffset ExpiresAt, bool IsCurrent);

/// <summary>Ends one of the caller's sessions.</summary>
[RequiresPerson]
public sealed record RevokeSession(Guid Id) : ICommand<Done>;

/// <summary>Ends all sessions of the caller but this one. Answers how many.</summary>
[RequiresPerson]
public sealed record RevokeOtherSessions : ICommand<int>;
