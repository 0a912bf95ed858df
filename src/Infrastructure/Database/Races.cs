using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace SmsPlatform.Infrastructure.Database;

/// <summary>Tells that a change came too late, because of what somebody else did after it was found to be possible.</summary>
/// <remarks>A row that is to be changed and has gone is EF's <see cref="DbUpdateConcurrencyException"/>: the model has no versions of rows.</remarks>
internal static class Races
{
    /// <summary>What it refers to has gone, or what is to go is referred to by now.</summary>
    public static bool IsBrokenReference(this DbUpdateException exception) =>
        exception.InnerException is PostgresException { SqlState: PostgresErrorCodes.ForeignKeyViolation };
}
