using Npgsql;
using NpgsqlTypes;

namespace SmsPlatform.Infrastructure.Database;

/// <summary>Short ways to write commands with positional, typed parameters.</summary>
internal static class Commands
{
    public static NpgsqlCommand Add<T>(this NpgsqlCommand command, T value)
    {
        command.Parameters.Add(new NpgsqlParameter<T> { TypedValue = value });
        return command;
    }

    public static NpgsqlCommand AddNullable(this NpgsqlCommand command, DateTimeOffset? value)
    {
        command.Parameters.Add(Nullable(value, NpgsqlDbType.TimestampTz));
        return command;
    }

    public static NpgsqlCommand AddNullable(this NpgsqlCommand command, Guid? value)
    {
        command.Parameters.Add(Nullable(value, NpgsqlDbType.Uuid));
        return command;
    }

    public static NpgsqlCommand AddNullable(this NpgsqlCommand command, string? value)
    {
        command.Parameters.Add(Nullable(value, NpgsqlDbType.Text));
        return command;
    }

    public static NpgsqlCommand AddNullable(this NpgsqlCommand command, int? value)
    {
        command.Parameters.Add(Nullable(value, NpgsqlDbType.Integer));
        return command;
    }

    public static NpgsqlCommand AddNullable(this NpgsqlCommand command, long? value)
    {
        command.Parameters.Add(Nullable(value, NpgsqlDbType.Bigint));
        return command;
    }

    public static NpgsqlBatchCommand Add(this NpgsqlBatch batch, string sql)
    {
        var command = new NpgsqlBatchCommand(sql);
        batch.BatchCommands.Add(command);
        return command;
    }

    public static NpgsqlBatchCommand Add<T>(this NpgsqlBatchCommand command, T value)
    {
        command.Parameters.Add(new NpgsqlParameter<T> { TypedValue = value });
        return command;
    }

    public static NpgsqlBatchCommand AddNullable(this NpgsqlBatchCommand command, DateTimeOffset? value)
    {
        command.Parameters.Add(Nullable(value, NpgsqlDbType.TimestampTz));
        return command;
    }

    public static NpgsqlBatchCommand AddNullable(this NpgsqlBatchCommand command, Guid? value)
    {
        command.Parameters.Add(Nullable(value, NpgsqlDbType.Uuid));
        return command;
    }

    public static NpgsqlBatchCommand AddNullable(this NpgsqlBatchCommand command, string? value)
    {
        command.Parameters.Add(Nullable(value, NpgsqlDbType.Text));
        return command;
    }

    public static async Task<IReadOnlyList<T>> ReadAllAsync<T>(
        this NpgsqlCommand command, Func<NpgsqlDataReader, T> read, CancellationToken cancellationToken)
    {
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var rows = new List<T>();
        while (await reader.ReadAsync(cancellationToken))
        {
            rows.Add(read(reader));
        }

        return rows;
    }

    private static NpgsqlParameter Nullable(object? value, NpgsqlDbType type) =>
        new() { Value = value ?? DBNull.Value, NpgsqlDbType = type };
}
