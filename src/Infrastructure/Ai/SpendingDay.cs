using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using SmsPlatform.Domain.Accounts;
using SmsPlatform.Domain.Chatbots;

namespace SmsPlatform.Infrastructure.Ai;

/// <summary>What one chatbot spent on its model in one day (UTC).</summary>
internal sealed class SpendingDay
{
    public ChatbotId ChatbotId { get; init; }

    public DateOnly Day { get; init; }

    public WorkspaceId WorkspaceId { get; init; }

    public long Calls { get; init; }

    /// <summary>With what is set aside for calls under way, as the two that follow.</summary>
    public long InputTokens { get; init; }

    public long OutputTokens { get; init; }

    /// <summary>By the configured prices.</summary>
    public decimal Cost { get; init; }
}

internal sealed class SpendingDayConfiguration : IEntityTypeConfiguration<SpendingDay>
{
    public void Configure(EntityTypeBuilder<SpendingDay> day)
    {
        day.ToTable("model_spending", "chatbots");
        day.HasKey(d => new { d.ChatbotId, d.Day });
        day.HasOne<Chatbot>().WithMany().HasForeignKey(d => d.ChatbotId).OnDelete(DeleteBehavior.Cascade);
        day.Property(d => d.Cost).HasPrecision(18, 6);
    }
}
