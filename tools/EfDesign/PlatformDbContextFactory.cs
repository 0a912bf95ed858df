using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;
using SmsPlatform.Infrastructure.Database;

namespace SmsPlatform.EfDesign;

/// <summary>Gives <c>dotnet ef</c> a context; adding a migration needs no database behind it.</summary>
internal sealed class PlatformDbContextFactory : IDesignTimeDbContextFactory<PlatformDbContext>
{
    public PlatformDbContext CreateDbContext(string[] args) =>
        new(new DbContextOptionsBuilder<PlatformDbContext>().UseNpgsql("Host=localhost").Options);
}
