using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using SmsPlatform.Application.Accounts;
using SmsPlatform.Domain.Accounts;

namespace SmsPlatform.Infrastructure.Accounts;

/// <summary>A key of a program. Its secret has 256 random bits, so a plain digest of it is enough to store.</summary>
internal sealed class ApiKey
{
    public ApiKeyId Id { get; init; }

    public WorkspaceId WorkspaceId { get; init; }

    public required string Name { get; init; }

    public required byte[] Digest { get; init; }

    public ApiKeyScopes Scopes { get; init; }

    public Guid? OnlyChatbot { get; init; }

    public Guid MadeBy { get; init; }

    public DateTimeOffset CreatedAt { get; init; }

    public DateTimeOffset? ExpiresAt { get; init; }

    public DateTimeOffset? LastUsedAt { get; init; }

    public DateTimeOffset? RevokedAt { get; init; }
}

internal sealed class ApiKeyConfiguration : IEntityTypeConfiguration<ApiKey>
{
    private const int MaxScopesLength = 32;

    public void Configure(EntityTypeBuilder<ApiKey> key)
    {
        key.ToTable("api_keys", AccountsModule.Schema);
        key.HasKey(k => k.Id);
        key.Property(k => k.Name).HasMaxLength(MakeApiKey.MaxNameLength);
        key.Property(k => k.Scopes)
            .HasConversion(scopes => ScopeText.Of(scopes), text => ScopeText.Read(text))
            .HasMaxLength(MaxScopesLength);
        key.HasOne<Workspace>().WithMany().HasForeignKey(k => k.WorkspaceId);
        key.HasOne<User>().WithMany().HasForeignKey(k => k.MadeBy);

        // Serves the list of a workspace's keys.
        key.HasIndex(k => new { k.WorkspaceId, k.Id });
    }
}

/// <summary>Scopes as OAuth writes them: <c>read send</c>.</summary>
internal static class ScopeText
{
    public static string Of(ApiKeyScopes scopes) => string.Join(' ', Enum.GetValues<ApiKeyScopes>()
        .Where(scope => scope != ApiKeyScopes.None && scopes.HasFlag(scope))
        .Select(scope => scope.ToString().ToLowerInvariant()));

    public static ApiKeyScopes Read(string text) => text
        .Split(' ', StringSplitOptions.RemoveEmptyEntries)
        .Aggregate(ApiKeyScopes.None, (scopes, word) => scopes | Enum.Parse<ApiKeyScopes>(word, ignoreCase: true));
}
