using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using SmsPlatform.Domain.Channels;

namespace SmsPlatform.Infrastructure.Channels;

/// <summary>When an integration's credentials were last tried, and when they are again.</summary>
internal sealed class CredentialProbe
{
    public IntegrationId IntegrationId { get; init; }

    public DateTimeOffset ProbedAt { get; init; }

    public DateTimeOffset DueAt { get; init; }

    /// <summary>How many times in a row it did not work, or nothing was found out.</summary>
    public int Failures { get; init; }

    /// <summary>What was found.</summary>
    public string Code { get; init; } = "";
}

internal sealed class CredentialProbeConfiguration : IEntityTypeConfiguration<CredentialProbe>
{
    public void Configure(EntityTypeBuilder<CredentialProbe> probe)
    {
        probe.ToTable("credential_probes", ChannelsModule.Schema);
        probe.HasKey(p => p.IntegrationId);
        probe.HasOne<Integration>().WithMany().HasForeignKey(p => p.IntegrationId).OnDelete(DeleteBehavior.Cascade);
    }
}
