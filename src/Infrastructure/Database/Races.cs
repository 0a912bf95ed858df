using Microsoft.EntityFrameworkCore;
using Npgsql;
using SmsPlatform.Domain;

namespace SmsPlatform.Infrastructure.Database;

/// <summary>Saves what was found to be possible and may have been overtaken since by what somebody else did.</summary>
internal static class Races
{
    /// <param name="gone">What it means that a row to be changed or deleted has gone; null where none is.</param>
    /// <param name="broken">What it means that what is referred to has gone, or that what is to go is referred to by now; null where neither can be.</param>
    /// <returns>The one of these that it was; null when all is saved.</returns>
    public static async Task<Error?> TrySaveAsync(this PlatformDbContext db, Error? gone, Error? broken, CancellationToken cancellationToken)
    {
        try
        {
            await db.SaveChangesAsync(cancellationToken);
            return null;
        }
        catch (DbUpdateConcurrencyException) when (gone is not null)
        {
            // The model has no versions of rows, so it is that the row is not there.
            return gone;
        }
        catch (DbUpdateException exception) when (broken is not null
            && exception.InnerException is PostgresException { SqlState: PostgresErrorCodes.ForeignKeyViolation })
        {
            return broken;
        }
    }
}
