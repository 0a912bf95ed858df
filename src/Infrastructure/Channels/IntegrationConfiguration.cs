using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using SmsPlatform.Domain.Accounts;
using SmsPlatform.Domain.Channels;
using SmsPlatform.Domain.Chatbots;

namespace SmsPlatform.Infrastructure.Channels;

internal sealed class IntegrationConfiguration : IEntityTypeConfiguration<Integration>
{
    public void Configure(EntityTypeBuilder<Integration> integration)
    {
        integration.ToTable("integrations", "channels");
        integration.HasKey(i => i.Id);
        integration.HasOne<Workspace>().WithMany().HasForeignKey(i => i.WorkspaceId);
        integration.HasOne<Chatbot>().WithMany().HasForeignKey(i => i.ChatbotId);
        integration.Property(i => i.Secrets)
            .HasColumnType("jsonb")
            .HasConversion(
                secrets => JsonSerializer.Serialize(secrets, JsonSerializerOptions.Web),
                json => JsonSerializer.Deserialize<List<SealedSecret>>(json, JsonSerializerOptions.Web)!,
                new ValueComparer<IReadOnlyList<SealedSecret>>(
                    (a, b) => a!.SequenceEqual(b!),
                    secrets => secrets.Count,
                    secrets => secrets.ToArray()));
        integration.Property(i => i.CreatedAt);

        // A chatbot has one integration for each channel.
        integration.HasIndex(i => new { i.ChatbotId, i.Channel }).IsUnique();

        // Serves the look-up of a webhook by account and number, or by account and service.
        integration.HasIndex(i => new { i.Channel, i.AccountId });

        // Serves the list of a workspace's integrations.
        integration.HasIndex(i => i.WorkspaceId);
    }
}
