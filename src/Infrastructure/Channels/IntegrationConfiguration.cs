using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using SmsPlatform.Domain.Accounts;
using SmsPlatform.Domain.Channels;
using SmsPlatform.Domain.Chatbots;
using SmsPlatform.Infrastructure.Database;

namespace SmsPlatform.Infrastructure.Channels;

internal sealed class IntegrationConfiguration : IEntityTypeConfiguration<Integration>
{
    public void Configure(EntityTypeBuilder<Integration> integration)
    {
        integration.ToTable("integrations", ChannelsModule.Schema);
        integration.HasKey(i => i.Id);
        integration.HasOne<Workspace>().WithMany().HasForeignKey(i => i.WorkspaceId);
        integration.HasOne<Chatbot>().WithMany().HasForeignKey(i => i.ChatbotId);
        integration.Property(i => i.Settings).AsJson();
        integration.Property(i => i.Secrets).AsJson();
        integration.Property(i => i.RetiredSecrets).AsJson();
        integration.Property(i => i.CreatedAt);

        // A chatbot has one integration for each channel.
        integration.HasIndex(i => new { i.ChatbotId, i.Channel }).IsUnique();

        // Serves the look-up of a webhook by account and number, or by account and service.
        integration.HasIndex(i => new { i.Channel, i.AccountId });

        // Serves the list of a workspace's integrations.
        integration.HasIndex(i => i.WorkspaceId);
    }
}

internal sealed class IntegrationLogConfiguration : IEntityTypeConfiguration<IntegrationLog>
{
    public void Configure(EntityTypeBuilder<IntegrationLog> log)
    {
        log.ToTable("integration_logs", ChannelsModule.Schema);
        log.HasKey(entry => entry.Id);
        log.Property(entry => entry.Id).ValueGeneratedNever();
        log.HasOne<Workspace>().WithMany().HasForeignKey(entry => entry.WorkspaceId);
        log.HasOne<Chatbot>().WithMany().HasForeignKey(entry => entry.ChatbotId);
        log.Property(entry => entry.IntegrationId);
        log.Property(entry => entry.Channel);
        log.Property(entry => entry.Event);
        log.Property(entry => entry.UserId).HasConversion(id => id!.Value.Value, value => UserId.From(value));
        log.Property(entry => entry.Code).HasMaxLength(IntegrationLog.MaxCodeLength);
        log.Property(entry => entry.Message).HasMaxLength(IntegrationLog.MaxMessageLength);

        // Serves the log of a chatbot, newest first.
        log.HasIndex(entry => new { entry.ChatbotId, entry.Id });

        // Serves the log of one integration.
        log.HasIndex(entry => new { entry.IntegrationId, entry.Id });

        // Serves the removal of old entries.
        log.HasIndex(entry => entry.CreatedAt);
    }
}
