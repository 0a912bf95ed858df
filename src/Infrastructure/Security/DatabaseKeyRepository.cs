using System.Xml.Linq;
using Microsoft.AspNetCore.DataProtection.Repositories;
using Microsoft.EntityFrameworkCore;
using SmsPlatform.Infrastructure.Database;

namespace SmsPlatform.Infrastructure.Security;

/// <summary>Keeps data protection's keys in the database, so that a ticket from one node is good on every other.</summary>
internal sealed class DatabaseKeyRepository(IDbContextFactory<PlatformDbContext> contexts, TimeProvider clock) : IXmlRepository
{
    public IReadOnlyCollection<XElement> GetAllElements()
    {
        using var context = contexts.CreateDbContext();
        return [.. context.Set<DataProtectionKey>().Select(key => key.Xml).AsEnumerable().Select(XElement.Parse)];
    }

    public void StoreElement(XElement element, string friendlyName)
    {
        var now = clock.GetUtcNow();
        using var context = contexts.CreateDbContext();
        context.Add(new DataProtectionKey
        {
            Id = Guid.CreateVersion7(now),
            FriendlyName = friendlyName,
            Xml = element.ToString(SaveOptions.DisableFormatting),
            CreatedAt = now,
        });
        context.SaveChanges();
    }
}
