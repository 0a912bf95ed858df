using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using SmsPlatform.Domain.Messaging;

namespace SmsPlatform.Infrastructure.Messaging;

internal sealed class MessageConfiguration : IEntityTypeConfiguration<Message>
{
    public void Configure(EntityTypeBuilder<Message> message)
    {
        message.ToTable("messages", MessagingModule.Schema);
        message.HasKey(m => m.Id);
        message.Property(m => m.Seq).UseIdentityByDefaultColumn();

        // No foreign key to the conversation, which would be looked up and locked for each message: whoever adds one holds the lock of
        // the conversation's activity, and what deletes a conversation waits for that lock and then takes its messages along.
        message.Property(m => m.ConversationId);
        message.Property(m => m.Direction);
        message.Property(m => m.From);
        message.Property(m => m.To);
        message.Property(m => m.Body);
        message.Property(m => m.Encoding).HasMaxLength(16);
        message.Property(m => m.ProviderData).HasColumnType("jsonb");
        message.Property(m => m.CreatedAt);
        message.Property(m => m.AnswersConsent).HasDefaultValue(false);
        message.Property(m => m.Media)
            .HasColumnType("jsonb")
            .HasDefaultValueSql("'[]'")
            .HasConversion(
                media => JsonSerializer.Serialize(media, JsonSerializerOptions.Web),
                json => JsonSerializer.Deserialize<List<MediaItem>>(json, JsonSerializerOptions.Web)!,
                new ValueComparer<IReadOnlyList<MediaItem>>(
                    (a, b) => a!.SequenceEqual(b!),
                    media => media.Count,
                    media => media.ToArray()));

        // A provider's message is stored once, however often it is posted; also finds the message of a status report.
        message.HasIndex(m => new { m.IntegrationId, m.ExternalId }).IsUnique();

        // Serves a conversation's messages, and the oldest unsent one.
        message.HasIndex(m => new { m.ConversationId, m.Seq });

        // Serves the feed of received messages, and its replays.
        message.HasIndex(m => m.Seq).IsUnique();

        // Serves a workspace's messages of one channel, newest first.
        message.HasIndex(m => new { m.WorkspaceId, m.Channel, m.CreatedAt, m.Id });

        // Serves the same list limited to statuses, directions or what is processed: merged from one run of this for each status.
        message.HasIndex(m => new { m.WorkspaceId, m.Channel, m.Status, m.CreatedAt, m.Id });

        // Serve the same list limited to one phone number.
        message.HasIndex(m => new { m.WorkspaceId, m.From, m.CreatedAt, m.Id });
        message.HasIndex(m => new { m.WorkspaceId, m.To, m.CreatedAt, m.Id });

        // Serve the answer step and the delivery step. Partial, because nearly all rows are done.
        message.HasIndex(m => new { m.ConversationId, m.Seq }, "ix_messages_unprocessed")
            .HasFilter("direction = 'inbound' AND NOT processed");
        message.HasIndex(m => new { m.ConversationId, m.Seq }, "ix_messages_unsent")
            .HasFilter("direction = 'outbound' AND status IN ('queued', 'sending', 'unconfirmed')");

        // Serves the alarm, which asks for the oldest unsent message of all workspaces every few seconds.
        message.HasIndex(m => m.CreatedAt, "ix_messages_oldest_unsent")
            .HasFilter("direction = 'outbound' AND status IN ('queued', 'sending', 'unconfirmed')");

        // Serves a workspace's dead letters, newest first. Partial, because few messages end as one.
        message.HasIndex(m => new { m.WorkspaceId, m.CreatedAt, m.Id }, "ix_messages_dead")
            .HasFilter(DeadLetters.Predicate);
    }
}
