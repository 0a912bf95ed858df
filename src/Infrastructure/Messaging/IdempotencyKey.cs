using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using SmsPlatform.Domain.Accounts;

namespace SmsPlatform.Infrastructure.Messaging;

/// <summary>What a caller's idempotency key was used for.</summary>
internal sealed class IdempotencyKey
{
    public WorkspaceId WorkspaceId { get; init; }

    /// <summary>The user or API key that used it; two callers may use the same words.</summary>
    public Guid Principal { get; init; }

    public required string Key { get; init; }

    /// <summary>SHA-256 of the request's content.</summary>
    public required byte[] RequestHash { get; init; }

    public List<Guid> MessageIds { get; init; } = [];

    public DateTimeOffset CreatedAt { get; init; }
}

internal sealed class IdempotencyKeyConfiguration : IEntityTypeConfiguration<IdempotencyKey>
{
    public void Configure(EntityTypeBuilder<IdempotencyKey> key)
    {
        key.ToTable("idempotency_keys", MessagingModule.Schema);
        key.HasKey(k => new { k.WorkspaceId, k.Principal, k.Key });
        key.Property(k => k.Key).HasMaxLength(255);

        // Serves the removal of old ones.
        key.HasIndex(k => k.CreatedAt);
    }
}
