using SmsPlatform.Domain.Accounts;

namespace SmsPlatform.Application.Accounts.Views;

/// <summary>A key with which programs call the platform for a workspace. The key itself is told only when it is made.</summary>
public sealed class ApiKey
{
    public Guid Id { get; init; }

    public string Name { get; init; } = "";

    /// <summary>How the key begins: enough to recognise it, of no use to anyone else.</summary>
    public string Prefix { get; init; } = "";

    public ApiKeyScopes Scopes { get; init; }

    /// <summary>The one chatbot it is for; null for all.</summary>
    public Guid? OnlyChatbot { get; init; }

    public Guid MadeBy { get; init; }

    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>Null: it lives until it is revoked.</summary>
    public DateTimeOffset? ExpiresAt { get; init; }

    /// <summary>To the minute.</summary>
    public DateTimeOffset? LastUsedAt { get; init; }
}
