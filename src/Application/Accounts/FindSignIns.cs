using SmsPlatform.Domain.Accounts;

namespace SmsPlatform.Application.Accounts;

/// <summary>Which of these sessions and API keys are still good, and for what; as it is now, not as anybody remembers it.</summary>
public sealed record FindSignIns(IReadOnlyCollection<Guid> Sessions, IReadOnlyCollection<ApiKeyId> ApiKeys) : IQuery<SignIns>, ISystemRequest;

/// <summary>Those that are good.</summary>
public sealed record SignIns(IReadOnlyDictionary<Guid, SessionUser> Sessions, IReadOnlyDictionary<ApiKeyId, ApiKeyOwner> ApiKeys);

/// <summary>Tells that a session or API key ended, or may do something else than before, by a request to this node.</summary>
/// <remarks>A hint only: what happens on other nodes raises none.</remarks>
public interface ISignInChanges
{
    /// <summary>Returns when something changed since the last call, or after <paramref name="atMost"/>. For one waiter.</summary>
    Task WaitAsync(TimeSpan atMost, CancellationToken cancellationToken);
}
