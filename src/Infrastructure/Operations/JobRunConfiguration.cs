using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using SmsPlatform.Domain.Operations;

namespace SmsPlatform.Infrastructure.Operations;

internal sealed class JobRunConfiguration : IEntityTypeConfiguration<JobRun>
{
    public void Configure(EntityTypeBuilder<JobRun> run)
    {
        run.ToTable("job_runs", "operations");
        run.HasKey(r => r.Id);
        run.Property(r => r.Id).ValueGeneratedNever();
        run.Property(r => r.Job).HasMaxLength(100);
        run.Property(r => r.Node).HasMaxLength(200);
        run.Property(r => r.IsManual);
        run.Property(r => r.StartedAt);
        run.Property(r => r.Error).HasMaxLength(JobRun.MaxErrorLength);

        // Serves a job's runs, newest first, and its last one.
        run.HasIndex(r => new { r.Job, r.Id });

        // Serves forgetting the oldest.
        run.HasIndex(r => r.StartedAt);
    }
}
