using SmsPlatform.Domain.Accounts;
using SmsPlatform.Infrastructure.Lists;
using Views = SmsPlatform.Application.Accounts.Views;

namespace SmsPlatform.Infrastructure.Accounts;

/// <summary>How the module's views are read. Keys and invitations are few by rule, and members by nature: their scans are bounded by the workspace.</summary>
internal static class AccountsTables
{
    public static SqlTable<Views.Member> Members { get; } =
        new SqlTable<Views.Member>("members", "accounts.members AS m", "m.workspace_id")
        {
            Key = nameof(Views.Member.UserId),
            DefaultOrder = [nameof(Views.Member.CreatedAt)],
        }
        .Column(m => m.UserId, "m.user_id", isIndexed: true)
        .EnumColumn(m => m.Role, "m.role", isIndexed: true)
        .Column(
            m => m.HasSecondFactor,
            "EXISTS (SELECT FROM accounts.second_factors AS f WHERE f.user_id = m.user_id AND f.confirmed_at IS NOT NULL)")
        .Column(m => m.CreatedAt, "m.created_at", isIndexed: true, isSortable: true);

    public static SqlTable<Views.User> Users { get; } =
        new SqlTable<Views.User>("users", "accounts.users AS u JOIN accounts.members AS m ON m.user_id = u.id", "m.workspace_id")
        {
            Key = nameof(Views.User.Id),
            DefaultOrder = [nameof(Views.User.Id)],
        }
        .Column(u => u.Id, "u.id", isIndexed: true, isSortable: true)
        .Column(u => u.Email, "u.email")
        .Column(u => u.CreatedAt, "u.created_at");

    public static SqlTable<Views.ApiKey> ApiKeys { get; } =
        new SqlTable<Views.ApiKey>("api_keys", "(SELECT * FROM accounts.api_keys WHERE revoked_at IS NULL) AS k", "k.workspace_id")
        {
            Key = nameof(Views.ApiKey.Id),
            DefaultOrder = [nameof(Views.ApiKey.Id)],
        }
        .Column(k => k.Id, "k.id", isIndexed: true, isSortable: true)
        .Column(k => k.Name, "k.name")
        .Column(k => k.Prefix, "k.id", _ => Guid.Empty, id => ApiKeyText.PrefixOf(ApiKeyId.From(id)))
        .Column(k => k.Scopes, "k.scopes", ScopeText.Of, ScopeText.Read)
        .Column(k => k.OnlyChatbot, "k.only_chatbot")
        .Column(k => k.MadeBy, "k.made_by")
        .Column(k => k.CreatedAt, "k.created_at")
        .Column(k => k.ExpiresAt, "k.expires_at")
        .Column(k => k.LastUsedAt, "k.last_used_at");

    public static SqlTable<Views.Invitation> Invitations { get; } =
        new SqlTable<Views.Invitation>("invitations", "accounts.invitations AS i", "i.workspace_id")
        {
            Key = nameof(Views.Invitation.Id),
            DefaultOrder = [nameof(Views.Invitation.Id)],
        }
        .Column(i => i.Id, "i.id", isIndexed: true, isSortable: true)
        .Column(i => i.Email, "i.email")
        .EnumColumn(i => i.Role, "i.role")
        .Column(i => i.CreatedAt, "i.created_at")
        .Column(i => i.ExpiresAt, "i.expires_at", isIndexed: true);
}
