using System.Globalization;
using System.Text;
using Npgsql;
using SmsPlatform.Application.Accounts;
using SmsPlatform.Application.Lists;
using SmsPlatform.Domain;
using SmsPlatform.Infrastructure.Database;

namespace SmsPlatform.Infrastructure.Lists;

/// <summary>Reads pages of rows in the caller's workspace: one command a list, whatever its size, and only the columns asked for.</summary>
internal sealed class ListReader(NpgsqlDataSource database, ICaller caller)
{
    public async Task<Result<Page<TRow>>> ReadAsync<TRow>(
        SqlTable<TRow> table,
        ListRequest<TRow> request,
        CancellationToken cancellationToken,
        SqlScope? scope = null,
        LaneScope? lane = null)
        where TRow : class, new()
    {
        var shape = ListShape<TRow>.Of(table, request);
        if (shape.IsFailure)
        {
            return shape.Error;
        }

        await using var batch = database.CreateBatch();
        var page = new NpgsqlBatchCommand();
        batch.BatchCommands.Add(page);
        var statement = Prepare(table, shape.Value, page.Parameters, scope, lane);
        if (statement.IsFailure)
        {
            return statement.Error;
        }

        page.CommandText = statement.Value.Sql;
        if (request.Page.IncludeTotalCount)
        {
            batch.BatchCommands.Add(CountOf(table, request, scope, lane));
        }

        await using var reader = await batch.ExecuteReaderAsync(cancellationToken);
        var rows = new List<(TRow, object?)>(request.Page.Size + 1);
        while (await reader.ReadAsync(cancellationToken))
        {
            var field = 0;
            rows.Add((statement.Value.Rows.Read(reader, ref field, out var hidden), hidden));
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
        command.Add(parents.ToArray());
        var statement = Prepare(table, shape.Value, command.Parameters, parentColumn: parentColumn);
        if (statement.IsFailure)
        {
            return statement.Error;
        }

        command.CommandText = statement.Value.Sql;
        var rows = parents.ToDictionary(parent => parent, _ => new List<(TRow, object?)>());
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            var field = 1;
            rows[reader.GetGuid(0)].Add((statement.Value.Rows.Read(reader, ref field, out var hidden), hidden));
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
        command.Add(keys.ToArray());
        var workspace = Workspace(table, command.Parameters);
        var (sql, reader) = table.Statement((keyColumn, workspace), KeyStatement<TRow>.Of(table));
        command.CommandText = sql;
        var rows = await command.ReadAllAsync(
            row =>
            {
                var field = 0;
                return reader.Read(row, ref field, out _);
            },
            cancellationToken);
        return rows.ToDictionary(keyOf);
    }

    /// <summary>Adds the values of a request to the parameters, and finds or makes its statement.</summary>
    private Result<ListStatement<TRow>> Prepare<TRow>(
        SqlTable<TRow> table,
        ListShape<TRow> list,
        NpgsqlParameterCollection parameters,
        SqlScope? scope = null,
        LaneScope? lane = null,
        string? parentColumn = null)
        where TRow : class, new()
    {
        var workspace = Workspace(table, parameters, scope);
        FilterSql? filter = null;
        if (list.Where is not null)
        {
            var written = SqlFilter<TRow>.Write(table, list.Where, parameters);
            if (written.IsFailure)
            {
                return written.Error;
            }

            filter = written.Value;
        }

        var firstOfCursor = parameters.Count + 1;
        var cursor = list.Page.After ?? list.Page.Before;
        if (cursor is not null && list.Order.Bind(cursor, parameters) is { } error)
        {
            return error;
        }

        var shape = new StatementShape(
            list.Fields?.Key,
            list.Order.Tag,
            list.Page.IsBackward,
            cursor is not null,
            list.Page.Size + 1,
            workspace,
            lane,
            filter,
            parentColumn);
        return table.Statement(shape, key => ListStatement<TRow>.Create(table, list, key, firstOfCursor));
    }

    private NpgsqlBatchCommand CountOf<TRow>(SqlTable<TRow> table, ListRequest<TRow> request, SqlScope? scope, LaneScope? lane)
        where TRow : class, new()
    {
        var count = new NpgsqlBatchCommand();
        var sql = new StringBuilder("SELECT count(*) FROM ").Append(table.From)
            .Append(" WHERE ").Append(Workspace(table, count.Parameters, scope));
        if (lane is not null)
        {
            sql.Append(" AND ").Append(lane.Predicate);
        }

        if (request.Where is not null)
        {
            // It was written for the page before, so there is nothing to refuse.
            sql.Append(" AND ").Append(SqlFilter<TRow>.Write(table, request.Where, count.Parameters).Value.Text);
        }

        count.CommandText = sql.ToString();
        return count;
    }

    /// <summary>What limits a statement to the caller's workspace, and a key of one chatbot to that; their values become parameters.</summary>
    private string Workspace<TRow>(SqlTable<TRow> table, NpgsqlParameterCollection parameters, SqlScope? scope = null)
        where TRow : class, new()
    {
        var sql = new StringBuilder();
        if (table.WorkspaceColumn is { } column)
        {
            parameters.Add(new NpgsqlParameter<Guid> { TypedValue = caller.WorkspaceId?.Value ?? Guid.Empty });
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

        scope?.Write(sql, parameters);
        return sql.ToString();
    }
}

/// <summary>A part of a list: the rows with one value in one column.</summary>
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
