using System.Data.Common;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Npgsql;

namespace SmsPlatform.Infrastructure.Database.RowSecurity;

/// <summary>Tells PostgreSQL the workspace each time a context opens its connection: one short, prepared round trip.</summary>
internal sealed class WorkspaceSetter : DbConnectionInterceptor
{
    private const string Set = $"SELECT set_config('{TenantRole.Setting}', $1, false)";

    public override void ConnectionOpened(DbConnection connection, ConnectionEndEventData eventData)
    {
        using var command = Command(connection, eventData);
        command.ExecuteNonQuery();
    }

    public override async Task ConnectionOpenedAsync(
        DbConnection connection, ConnectionEndEventData eventData, CancellationToken cancellationToken = default)
    {
        await using var command = Command(connection, eventData);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    private static NpgsqlCommand Command(DbConnection connection, ConnectionEndEventData eventData) =>
        new NpgsqlCommand(Set, (NpgsqlConnection)connection).Add(((PlatformDbContext)eventData.Context!).WorkspaceId.ToString());
}
