using SmsPlatform.Application.Accounts.Views;
using SmsPlatform.Domain.Accounts;
using SmsPlatform.WebApi.GraphQL.Chatbots;
using Chatbot = SmsPlatform.Application.Chatbots.Views.Chatbot;

namespace SmsPlatform.WebApi.GraphQL.Accounts;

/// <summary>A user's place in this workspace.</summary>
[ObjectType<Member>]
public static partial class MemberNode
{
    [BindMember(nameof(Member.UserId))]
    public static Task<User?> GetUserAsync(
        [Parent(requires: nameof(Member.UserId))] Member member, UserByIdLoader loader, CancellationToken cancellationToken) =>
        loader.LoadAsync(member.UserId, cancellationToken);
}

/// <summary>An open invitation.</summary>
[ObjectType<Invitation>]
public static partial class InvitationNode
{
    [NodeResolver]
    public static Task<Invitation?> GetAsync(Guid id, InvitationByIdLoader loader, CancellationToken cancellationToken) =>
        loader.LoadAsync(id, cancellationToken);
}

/// <summary>A key with which programs call the platform. The key itself is told only when it is made.</summary>
[ObjectType<ApiKey>]
public static partial class ApiKeyNode
{
    [NodeResolver]
    public static Task<ApiKey?> GetAsync(Guid id, ApiKeyByIdLoader loader, CancellationToken cancellationToken) =>
        loader.LoadAsync(id, cancellationToken);

    public static IReadOnlyList<ApiKeyScope> GetScopes([Parent(requires: nameof(ApiKey.Scopes))] ApiKey key) =>
        [.. Enum.GetValues<ApiKeyScope>().Where(scope => key.Scopes.HasFlag((ApiKeyScopes)scope))];

    /// <summary>The one chatbot it is for; null for all.</summary>
    [BindMember(nameof(ApiKey.OnlyChatbot))]
    public static async Task<Chatbot?> GetChatbotAsync(
        [Parent(requires: nameof(ApiKey.OnlyChatbot))] ApiKey key, ChatbotByIdLoader loader, CancellationToken cancellationToken) =>
        key.OnlyChatbot is { } id ? await loader.LoadAsync(id, cancellationToken) : null;

    /// <summary>Null when they left the workspace.</summary>
    [BindMember(nameof(ApiKey.MadeBy))]
    public static Task<User?> GetMadeByAsync(
        [Parent(requires: nameof(ApiKey.MadeBy))] ApiKey key, UserByIdLoader loader, CancellationToken cancellationToken) =>
        loader.LoadAsync(key.MadeBy, cancellationToken);
}

/// <summary>What an API key may do. None includes another.</summary>
public enum ApiKeyScope
{
    /// <summary>Reads what an agent may read.</summary>
    Read = ApiKeyScopes.Read,

    /// <summary>Sends messages.</summary>
    Send = ApiKeyScopes.Send,

    /// <summary>Changes chatbots, integrations and everything else but accounts.</summary>
    Manage = ApiKeyScopes.Manage,
}
