using FluentValidation;
using SmsPlatform.Domain;
using SmsPlatform.Domain.Accounts;

namespace SmsPlatform.Application.Accounts;

/// <summary>Makes a key with which programs call the platform for this workspace.</summary>
/// <param name="OnlyChatbot">The one chatbot it is for; null for all.</param>
/// <param name="ExpiresAt">Null: it lives until it is revoked.</param>
[RequiresRole(WorkspaceRole.Owner)]
public sealed record MakeApiKey(string Name, ApiKeyScopes Scopes, Guid? OnlyChatbot, DateTimeOffset? ExpiresAt) : ICommand<MadeApiKey>
{
    public const int MaxNameLength = 100;
    public const int MaxKeys = 100;
}

/// <param name="Secret">The whole key; told only now.</param>
public sealed record MadeApiKey(ApiKeyRow Key, string Secret);

/// <summary>The keys of the caller's workspace that are not revoked, the newest first.</summary>
[RequiresRole(WorkspaceRole.Owner)]
public sealed record ListApiKeys : IQuery<IReadOnlyList<ApiKeyRow>>;

/// <param name="Prefix">How the key begins: enough to recognise it, of no use to anyone else.</param>
/// <param name="LastUsedAt">To the minute.</param>
public sealed record ApiKeyRow(
    ApiKeyId Id,
    string Name,
    string Prefix,
    ApiKeyScopes Scopes,
    Guid? OnlyChatbot,
    UserId MadeBy,
    DateTimeOffset CreatedAt,
    DateTimeOffset? ExpiresAt,
    DateTimeOffset? LastUsedAt);

/// <summary>Ends a key for good: on this node at once, on the others within two seconds.</summary>
[RequiresRole(WorkspaceRole.Owner)]
public sealed record RevokeApiKey(ApiKeyId Id) : ICommand<Done>;

/// <summary>Whose a presented key is. Failures from one address are counted, and past a limit no longer looked at.</summary>
public sealed record FindApiKey(string Key, string Address) : IQuery<ApiKeyOwner>, ISystemRequest
{
    /// <summary>Keeps the key out of logs.</summary>
    public override string ToString() => nameof(FindApiKey);
}

public sealed record ApiKeyOwner(ApiKeyId Id, WorkspaceId WorkspaceId, ApiKeyScopes Scopes, Guid? OnlyChatbot);

internal sealed class MakeApiKeyValidator : AbstractValidator<MakeApiKey>
{
    private const ApiKeyScopes All = ApiKeyScopes.Read | ApiKeyScopes.Send | ApiKeyScopes.Manage;

    public MakeApiKeyValidator(TimeProvider clock)
    {
        RuleFor(command => command.Name).MustBeKeyName();
        RuleFor(command => command.Scopes)
            .Must(scopes => scopes != ApiKeyScopes.None && (scopes & ~All) == ApiKeyScopes.None)
            .WithErrorCode("api_key.scopes_invalid")
            .WithMessage("Give the key at least one of the scopes read, send and manage.");
        RuleFor(command => command.ExpiresAt)
            .Must(expiry => expiry is null || expiry > clock.GetUtcNow())
            .WithErrorCode("api_key.expiry_invalid")
            .WithMessage("The expiry must lie in the future.");
    }
}
