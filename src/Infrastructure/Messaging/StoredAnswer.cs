using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using SmsPlatform.Application.Messaging.Answers;
using SmsPlatform.Domain.Accounts;
using SmsPlatform.Domain.Messaging;

namespace SmsPlatform.Infrastructure.Messaging;

/// <summary>Where an answer came from, silent ones too. Written by the answer step's own SQL; never changed.</summary>
internal sealed class StoredAnswer
{
    public Guid Id { get; init; }

    public WorkspaceId WorkspaceId { get; init; }

    public ConversationId ConversationId { get; init; }

    /// <summary>The first message of it; null for silence.</summary>
    public Guid? MessageId { get; init; }

    public AnswerOrigin Origin { get; init; }

    public bool HandsOff { get; init; }

    public Guid? RuleId { get; init; }

    public Guid? TemplateId { get; init; }

    public string[] Tags { get; init; } = [];

    public bool IsLead { get; init; }

    public string Passages { get; init; } = "[]";

    public string Offered { get; init; } = "[]";

    public string? Model { get; init; }

    public int InputTokens { get; init; }

    public int OutputTokens { get; init; }

    public decimal Cost { get; init; }

    public TimeSpan Duration { get; init; }

    public string? Note { get; init; }

    public DateTimeOffset CreatedAt { get; init; }
}

internal sealed class StoredAnswerConfiguration : IEntityTypeConfiguration<StoredAnswer>
{
    public void Configure(EntityTypeBuilder<StoredAnswer> answer)
    {
        answer.ToTable("answers", MessagingModule.Schema);
        answer.HasKey(a => a.Id);
        answer.HasOne<Conversation>().WithMany().HasForeignKey(a => a.ConversationId);
        answer.Property(a => a.Passages).HasColumnType("jsonb");
        answer.Property(a => a.Offered).HasColumnType("jsonb");
        answer.Property(a => a.Cost).HasPrecision(18, 6);

        // Serve the answer step, which looks at a conversation's last one, and whoever asks where a message came from.
        answer.HasIndex(a => new { a.ConversationId, a.Id });
        answer.HasIndex(a => a.MessageId).HasFilter("message_id IS NOT NULL");
    }
}
