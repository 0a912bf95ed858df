using System.Xml.Linq;
using Microsoft.AspNetCore.DataProtection.Repositories;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using SmsPlatform.Infrastructure.Database;

namespace SmsPlatform.Infrastructure.Security;

/// <summary>Keeps data protection's keys in the database, so that a ticket from one node is good on every other.</summary>
/// <remarks>It is made before the host starts, when the database may not be there yet; so it looks for it only when used.</remarks>
internal sealed class DatabaseKeyRepository(IServiceProvider services) : IXmlRepository
{
    public IReadOnlyCollection<XElement> GetAllElements()
    {
        using var context = Open();
        return [.. context.Set<DataProtectionKey>().Select(key => key.Xml).AsEnumerable().Select(XElement.Parse)];
    }

    public void StoreElement(XElement element, string friendlyName)
    {
        var now = services.GetRequiredService<TimeProvider>().GetUtcNow();
        using var context = Open();
        context.Add(new DataProtectionKey
        {
            Id = Guid.CreateVersion7(now),
            FriendlyName = friendlyName,
            Xml = element.ToString(SaveOptions.DisableFormatting),
            CreatedAt = now,
        });
        context.SaveChanges();
    }

    private PlatformDbContext Open() => services.GetRequiredService<IDbContextFactory<PlatformDbContext>>().CreateDbContext();
}
