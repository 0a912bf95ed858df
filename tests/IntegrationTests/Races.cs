using Npgsql;

namespace SmsPlatform.IntegrationTests;

/// <summary>Has a request come too late: what it found has been changed by the time it writes.</summary>
internal static class Races
{
    /// <summary>Changes something in a transaction, which is committed once the request waits for it.</summary>
    public static async Task<HttpResponseMessage> OvertakeAsync(
        this PlatformHost host, string change, Guid[] parameters, Func<Task<HttpResponseMessage>> request)
    {
        await using var connection = await host.Database.OpenConnectionAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        await using (var command = new NpgsqlCommand(change, connection, transaction))
        {
            foreach (var parameter in parameters)
            {
                command.Parameters.Add(new NpgsqlParameter { Value = parameter });
            }

            await command.ExecuteNonQueryAsync();
        }

        var answer = request();
        await host.WaitForAsync(
            "the request waits for the change",
            "SELECT EXISTS (SELECT FROM pg_stat_activity WHERE datname = current_database() AND $1 = ANY (pg_blocking_pids(pid)))",
            [connection.ProcessID]);
        await transaction.CommitAsync();
        return await answer;
    }
}
