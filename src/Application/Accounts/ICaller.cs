using SmsPlatform.Domain.Accounts;

namespace SmsPlatform.Application.Accounts;

/// <summary>Who sent the current request.</summary>
public interface ICaller
{
    /// <summary>Null for API keys, for anonymous callers and for the platform itself.</summary>
    UserId? UserId { get; }

    /// <summary>The workspace the caller acts in; every tenant query is limited to it.</summary>
    WorkspaceId? WorkspaceId { get; }

    /// <summary>The caller's role in that workspace.</summary>
    WorkspaceRole? Role { get; }

    /// <summary>The platform role.</summary>
    bool IsAdmin { get; }

    /// <summary>The session of a person who signed in.</summary>
    Guid? SessionId { get; }

    /// <summary>The person must set up a second factor before anything else.</summary>
    bool NeedsSecondFactor { get; }

    /// <summary>The API key, where the caller is a program.</summary>
    ApiKeyId? ApiKeyId { get; }

    /// <summary>What the API key may do; null for people.</summary>
    ApiKeyScopes? Scopes { get; }

    /// <summary>The one chatbot that the API key is for; null for all of the workspace.</summary>
    Guid? OnlyChatbot { get; }

    /// <summary>Whether what belongs to a chatbot of the workspace is the caller's to see and change.</summary>
    bool MayTouch(Guid chatbotId) => OnlyChatbot is not { } only || only == chatbotId;
}
