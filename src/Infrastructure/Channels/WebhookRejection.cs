using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using SmsPlatform.Application.Channels;
using SmsPlatform.Domain.Accounts;
using SmsPlatform.Domain.Channels;
using SmsPlatform.Domain.Chatbots;
using SmsPlatform.Infrastructure.Database;

namespace SmsPlatform.Infrastructure.Channels;

/// <summary>A sample of the webhooks that were refused: no body, no secret, no query.</summary>
internal sealed class WebhookRejection
{
    public const int MaxTextLength = 100;

    /// <summary>How many are kept of each integration; of those that are no integration's, together, four times as many.</summary>
    public const int KeptOfEach = 50;

    public Guid Id { get; init; }

    /// <summary>Null when it is not known whose it is.</summary>
    public WorkspaceId? WorkspaceId { get; init; }

    public ChatbotId? ChatbotId { get; init; }

    public IntegrationId? IntegrationId { get; init; }

    public Channel Channel { get; init; }

    public required string Reason { get; init; }

    public string? AccountId { get; init; }

    public string? Address { get; init; }

    public IReadOnlyList<string> TriedUrls { get; init; } = [];

    public int TriedVariants { get; init; }

    public IReadOnlyList<string> TriedKeys { get; init; } = [];

    public required Diagnosis Diagnosis { get; init; }

    public DateTimeOffset CreatedAt { get; init; }
}

/// <summary>How many webhooks were refused within five minutes, for one reason.</summary>
internal sealed class RejectionCount
{
    /// <summary>Empty for those that are no integration's.</summary>
    public Guid IntegrationId { get; init; }

    public DateTimeOffset Bucket { get; init; }

    public required string Reason { get; init; }

    public long Count { get; init; }
}

internal sealed class WebhookRejectionConfiguration : IEntityTypeConfiguration<WebhookRejection>
{
    public void Configure(EntityTypeBuilder<WebhookRejection> rejection)
    {
        rejection.ToTable("webhook_rejections", ChannelsModule.Schema);
        rejection.HasKey(r => r.Id);
        rejection.Property(r => r.Id).ValueGeneratedNever();
        rejection.Property(r => r.Reason).HasMaxLength(WebhookRejection.MaxTextLength);
        rejection.Property(r => r.AccountId).HasMaxLength(WebhookRejection.MaxTextLength);
        rejection.Property(r => r.Address).HasMaxLength(WebhookRejection.MaxTextLength);
        rejection.Property(r => r.TriedUrls).AsJson();
        rejection.Property(r => r.TriedKeys).AsJson();
        rejection.Property(r => r.Diagnosis).AsJson();
        rejection.HasOne<Chatbot>().WithMany().HasForeignKey(r => r.ChatbotId).OnDelete(DeleteBehavior.Cascade);

        // Serves the list of a chatbot, newest first.
        rejection.HasIndex(r => new { r.ChatbotId, r.Id });

        // Serves the list of a workspace.
        rejection.HasIndex(r => new { r.WorkspaceId, r.Id });

        // Serves the trimming to the newest of each integration.
        rejection.HasIndex(r => new { r.IntegrationId, r.Id });
    }
}

internal sealed class RejectionCountConfiguration : IEntityTypeConfiguration<RejectionCount>
{
    public void Configure(EntityTypeBuilder<RejectionCount> count)
    {
        count.ToTable("rejection_counts", ChannelsModule.Schema);
        count.HasKey(c => new { c.IntegrationId, c.Bucket, c.Reason });
        count.Property(c => c.Reason).HasMaxLength(WebhookRejection.MaxTextLength);

        // Serves the removal of old ones.
        count.HasIndex(c => c.Bucket);
    }
}
