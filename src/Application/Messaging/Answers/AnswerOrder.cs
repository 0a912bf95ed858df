using Microsoft.Extensions.DependencyInjection;

namespace SmsPlatform.Application.Messaging.Answers;

/// <summary>The order of the answer step: the first that answers is the last that is asked.</summary>
internal static class AnswerOrder
{
    public static IReadOnlyList<Type> Strategies { get; } =
    [
        typeof(ConsentKeyword),
        typeof(NotForTheBot),
        typeof(TooLate),
        typeof(ClosedHours),
        typeof(HandOffWord),
        typeof(KeywordRules),
        typeof(KnowledgeAndModel),
        typeof(Fallback),
        typeof(HandOff),
    ];

    public static async Task<Answer> AskAsync(
        this IEnumerable<IAnswerStrategy> strategies, AnswerTurn turn, CancellationToken cancellationToken)
    {
        foreach (var strategy in strategies)
        {
            if (await strategy.AnswerAsync(turn, cancellationToken) is { } answer)
            {
                return answer;
            }
        }

        throw new InvalidOperationException("The last way of answering always answers.");
    }

    public static IServiceCollection AddAnswerStrategies(this IServiceCollection services)
    {
        foreach (var strategy in Strategies)
        {
            services.AddScoped(typeof(IAnswerStrategy), strategy);
        }

        return services;
    }
}
