using System.Globalization;
using System.Text;
using Npgsql;
using NpgsqlTypes;
using SmsPlatform.Application.Accounts;
using SmsPlatform.Application.Lists;
using SmsPlatform.Domain;
using SmsPlatform.Infrastructure.Database;

namespace SmsPlatform.Infrastructure.Lists;

/// <summary>Reads pages of rows in the caller's workspace: one command a list, whatever its size, and only the columns asked for.</summary>
internal sealed class ListReader(NpgsqlDataSource database, ICaller caller)
{
    public async Task<Result<Page<TRow>>> ReadAsync<TRow>(
        SqlTable<TRow> table, ListRequest<TRow> request, CancellationToken cancellationToken, SqlScope? scope = null)
        where TRow : class, new()
    {
        var shape = ListShape<TRow>.Of(table, request);
        if (shape.IsFailure)
        {
            return shape.Error;
        }

        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var batch = new NpgsqlBatch(connection);
        var page = new NpgsqlBatchCommand();
        var sql = new StringBuilder("SELECT ");
        shape.Value.WriteColumns(sql);
        sql.Append(" FROM ").Append(table.From).Append(" WHERE ");
        WriteWorkspace(table, sql, page.Parameters);
        scope?.Write(sql, page.Parameters);
        if (shape.Value.WriteRest(sql, page.Parameters) is { } error)
        {
            return error;
        }

        page.CommandText = sql.ToString();
        batch.BatchCommands.Add(page);
        if (request.Page.IncludeTotalCount)
        {
            batch.BatchCommands.Add(CountOf(table, request, scope));
        }

        await using var reader = await batch.ExecuteReaderAsync(cancellationToken);
        var rows = new List<TRow>(request.Page.Size + 1);
        while (await reader.ReadAsync(cancellationToken))
        {
            rows.Add(shape.Value.Read(reader, firstField: 0));
        }

        int? total = request.Page.IncludeTotalCount && await reader.NextResultAsync(cancellationToken) && await reader.ReadAsync(cancellationToken)
            ? (int)Math.Min(reader.GetInt64(0), int.MaxValue)
            : null;
        return shape.Value.PageOf(rows, total);
    }

    /// <summary>A page of each parent's rows, all in one command: LATERAL reads no more than the pages.</summary>
    /// <param name="parentColumn">The column that names the parent.</param>
    public async Task<Result<IReadOnlyDictionary<Guid, Page<TRow>>>> ReadByParentAsync<TRow>(
        SqlTable<TRow> table,
        string parentColumn,
        IReadOnlyCollection<Guid> parents,
        ListRequest<TRow> request,
        CancellationToken cancellationToken)
        where TRow : class, new()
    {
        var shape = ListShape<TRow>.Of(table, request);
        if (shape.IsFailure)
        {
            return shape.Error;
        }

        await using var command = database.CreateCommand();
        var sql = new StringBuilder("SELECT parent.id, page.* FROM unnest($1) AS parent (id) CROSS JOIN LATERAL (SELECT ");
        command.Add(parents.ToArray());
        shape.Value.WriteColumns(sql);
        sql.Append(" FROM ").Append(table.From).Append(" WHERE ").Append(parentColumn).Append(" = parent.id AND ");
        WriteWorkspace(table, sql, command.Parameters);
        if (shape.Value.WriteRest(sql, command.Parameters) is { } error)
        {
            return error;
        }

        command.CommandText = sql.Append(") AS page").ToString();
        var rows = parents.ToDictionary(parent => parent, _ => new List<TRow>());
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            rows[reader.GetGuid(0)].Add(shape.Value.Read(reader, firstField: 1));
        }

        return Result<IReadOnlyDictionary<Guid, Page<TRow>>>.Success(
            rows.ToDictionary(pair => pair.Key, pair => shape.Value.PageOf(pair.Value, total: null)));
    }

    /// <summary>The rows with these keys, in one command; a key without a row, or of another workspace, is not in the answer.</summary>
    public async Task<IReadOnlyDictionary<Guid, TRow>> ReadByKeyAsync<TRow>(
        SqlTable<TRow> table, string keyColumn, IReadOnlyCollection<Guid> keys, Func<TRow, Guid> keyOf, CancellationToken cancellationToken)
        where TRow : class, new()
    {
        await using var command = database.CreateCommand();
        var columns = table.Columns.ToList();
        var sql = new StringBuilder("SELECT ").AppendJoin(", ", columns.Select(column => column.Sql))
            .Append(" FROM ").Append(table.From).Append(" WHERE ").Append(keyColumn).Append(" = ANY ($1) AND ");
        command.Add(keys.ToArray());
        WriteWorkspace(table, sql, command.Parameters);
        command.CommandText = sql.ToString();
        var rows = await command.ReadAllAsync(reader => ListShape<TRow>.Read(columns, reader, firstField: 0), cancellationToken);
        return rows.ToDictionary(keyOf);
    }

    private NpgsqlBatchCommand CountOf<TRow>(SqlTable<TRow> table, ListRequest<TRow> request, SqlScope? scope)
        where TRow : class, new()
    {
        var count = new NpgsqlBatchCommand();
        var sql = new StringBuilder("SELECT count(*) FROM ").Append(table.From).Append(" WHERE ");
        WriteWorkspace(table, sql, count.Parameters);
        scope?.Write(sql, count.Parameters);
        ListShape<TRow>.WriteFilter(table, request, sql, count.Parameters);
        count.CommandText = sql.ToString();
        return count;
    }

    private void WriteWorkspace<TRow>(SqlTable<TRow> table, StringBuilder sql, NpgsqlParameterCollection parameters)
        where TRow : class, new()
    {
        if (table.WorkspaceColumn is { } column)
        {
            parameters.Add(new NpgsqlParameter { Value = caller.WorkspaceId?.Value ?? Guid.Empty, NpgsqlDbType = NpgsqlDbType.Uuid });
            sql.Append(column).Append(" = $").Append(parameters.Count);
        }
        else
        {
            sql.Append("true");
        }

        if (caller.OnlyChatbot is { } chatbot)
        {
            // Without a predicate there is nothing that a key of one chatbot may see.
            parameters.Add(new NpgsqlParameter<Guid> { TypedValue = chatbot });
            sql.Append(" AND ").AppendFormat(CultureInfo.InvariantCulture, table.ChatbotPredicate ?? "false AND {0} IS NULL", $"${parameters.Count}");
        }
    }
}

/// <summary>A part of a list that has its own name in the schema: the rows with one value in one column.</summary>
/// <param name="And">What they must have besides.</param>
internal sealed record SqlScope(string Column, object Value, SqlScope? And = null)
{
    public void Write(StringBuilder sql, NpgsqlParameterCollection parameters)
    {
        parameters.Add(new NpgsqlParameter { Value = Value });
        sql.Append(" AND ").Append(Column).Append(" = $").Append(parameters.Count);
        And?.Write(sql, parameters);
    }
}
