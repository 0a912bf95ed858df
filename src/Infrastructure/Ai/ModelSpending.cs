using Npgsql;
using SmsPlatform.Application.Ai;
using SmsPlatform.Infrastructure.Database;

namespace SmsPlatform.Infrastructure.Ai;

/// <summary>What each chatbot spends on its model, day by day (UTC), on all nodes together.</summary>
internal sealed class ModelSpending(NpgsqlDataSource database, TimeProvider clock)
{
    /// <summary>Sets aside what a call may cost. False: the day's cap does not allow it.</summary>
    public async Task<bool> ReserveAsync(ModelTask task, decimal expected, CancellationToken cancellationToken)
    {
        if (task.Limits.DailyCost is not { } cap)
        {
            return true;
        }

        await using var command = database.CreateCommand("""
            INSERT INTO chatbots.model_spending AS s (chatbot_id, day, workspace_id, calls, input_tokens, output_tokens, cost)
            SELECT $1, $2, $3, 0, 0, 0, $4 WHERE $4 <= $5
            ON CONFLICT (chatbot_id, day) DO UPDATE SET cost = s.cost + excluded.cost WHERE s.cost + excluded.cost <= $5
            """);
        command.Add(task.ChatbotId.Value).Add(Today()).Add(task.WorkspaceId.Value).Add(expected).Add(cap);
        return await command.ExecuteNonQueryAsync(cancellationToken) > 0;
    }

    /// <summary>Puts what a call did cost in place of what was set aside for it.</summary>
    public async Task SettleAsync(ModelTask task, decimal expected, Spent spent)
    {
        var reserved = task.Limits.DailyCost is null ? 0 : expected;
        await using var command = database.CreateCommand("""
            INSERT INTO chatbots.model_spending AS s (chatbot_id, day, workspace_id, calls, input_tokens, output_tokens, cost)
            VALUES ($1, $2, $3, 1, $4, $5, $6)
            ON CONFLICT (chatbot_id, day) DO UPDATE
            SET calls = s.calls + 1,
                input_tokens = s.input_tokens + excluded.input_tokens,
                output_tokens = s.output_tokens + excluded.output_tokens,
                cost = greatest(0, s.cost + excluded.cost - $7)
            """);
        command.Add(task.ChatbotId.Value)
            .Add(Today())
            .Add(task.WorkspaceId.Value)
            .Add((long)spent.InputTokens)
            .Add((long)spent.OutputTokens)
            .Add(spent.Cost)
            .Add(reserved);
        await command.ExecuteNonQueryAsync(CancellationToken.None);
    }

    private DateOnly Today() => DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime);
}

internal readonly record struct Spent(int InputTokens, int OutputTokens, decimal Cost);
