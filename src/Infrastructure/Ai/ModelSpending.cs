using Npgsql;
using SmsPlatform.Application.Ai;
using SmsPlatform.Infrastructure.Database;

namespace SmsPlatform.Infrastructure.Ai;

/// <summary>What each chatbot spends on its model, day by day (UTC), on all nodes together.</summary>
internal sealed class ModelSpending(NpgsqlDataSource database, TimeProvider clock)
{
    /// <summary>Sets aside what a call may take. False: the day's caps do not allow it.</summary>
    public async Task<bool> ReserveAsync(ModelTask task, Spent expected, CancellationToken cancellationToken)
    {
        if (!IsCapped(task))
        {
            return true;
        }

        await using var command = database.CreateCommand("""
            INSERT INTO chatbots.model_spending AS s (chatbot_id, day, workspace_id, calls, input_tokens, output_tokens, cost)
            SELECT $1, $2, $3, 0, $4, $5, $6 WHERE $6 <= $7 AND $4 + $5 <= $8
            ON CONFLICT (chatbot_id, day) DO UPDATE
            SET input_tokens = s.input_tokens + excluded.input_tokens,
                output_tokens = s.output_tokens + excluded.output_tokens,
                cost = s.cost + excluded.cost
            WHERE s.cost + excluded.cost <= $7
              AND s.input_tokens + s.output_tokens + excluded.input_tokens + excluded.output_tokens <= $8
            """);
        Add(command, task, expected).Add(task.Limits.DailyCost ?? decimal.MaxValue).Add(task.Limits.DailyTokens ?? long.MaxValue);
        return await command.ExecuteNonQueryAsync(cancellationToken) > 0;
    }

    /// <summary>Puts what a call did take in place of what was set aside for it.</summary>
    public async Task SettleAsync(ModelTask task, Spent expected, Spent spent)
    {
        var reserved = IsCapped(task) ? expected : default;
        await using var command = database.CreateCommand("""
            INSERT INTO chatbots.model_spending AS s (chatbot_id, day, workspace_id, calls, input_tokens, output_tokens, cost)
            VALUES ($1, $2, $3, 1, $4, $5, $6)
            ON CONFLICT (chatbot_id, day) DO UPDATE
            SET calls = s.calls + 1,
                input_tokens = greatest(0, s.input_tokens + excluded.input_tokens - $7),
                output_tokens = greatest(0, s.output_tokens + excluded.output_tokens - $8),
                cost = greatest(0, s.cost + excluded.cost - $9)
            """);
        Add(command, task, spent).Add((long)reserved.InputTokens).Add((long)reserved.OutputTokens).Add(reserved.Cost);
        await command.ExecuteNonQueryAsync(CancellationToken.None);
    }

    private static bool IsCapped(ModelTask task) => task.Limits is not { DailyCost: null, DailyTokens: null };

    private NpgsqlCommand Add(NpgsqlCommand command, ModelTask task, Spent spent) => command
        .Add(task.ChatbotId.Value)
        .Add(Today())
        .Add(task.WorkspaceId.Value)
        .Add((long)spent.InputTokens)
        .Add((long)spent.OutputTokens)
        .Add(spent.Cost);

    private DateOnly Today() => DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime);
}

internal readonly record struct Spent(int InputTokens, int OutputTokens, decimal Cost);
