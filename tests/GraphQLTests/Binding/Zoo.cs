using System.Runtime.CompilerServices;
using SmsPlatform.GraphQL;

namespace SmsPlatform.GraphQLTests.Binding;

[InterfaceType]
public interface IAnimal
{
    string Name { get; }
}

[UnionType("Answer")]
public interface IAnswer;

[ObjectType]
public sealed record Cat(bool Meows, string Name) : IAnimal, IAnswer;

[ObjectType]
public sealed record Dog(bool Barks, string Name) : IAnimal;

[ObjectType]
public sealed record Nothing(string Why) : IAnswer;

[OneOf]
public sealed record Choice(string? ByName, int? ByNumber);

[QueryType]
public static class ZooQueries
{
    public static IEnumerable<IAnimal> GetPets() => [new Cat(true, "Tom"), new Dog(false, "Rex")];

    public static IReadOnlyList<IAnswer?>? GetAnswers() => [new Nothing("asleep"), null];

    public static string Choose(Choice choice) => choice.ByName ?? $"{choice.ByNumber}";

    public static int Ids(Guid[]? ids, DateTime? at = null) => (ids?.Length ?? -1) + (at?.Year ?? 0);
}

public static class Corners
{
    [Query]
    public static string Corner() => "found";

    [Mutation]
    public static bool Sweep() => true;
}

public sealed class Total
{
    public int Value { get; set; }
}

public sealed class Counter
{
    private int _count;

    public int Raise() => Interlocked.Increment(ref _count);
}

[QueryType]
public static class CounterQueries
{
    public static async Task<int> GetCountAsync(Counter counter)
    {
        await Task.Yield();
        return counter.Raise();
    }
}

[MutationType]
public static class CounterMutations
{
    public static int Raise(Counter counter) => counter.Raise();
}

[SubscriptionType]
public static class News
{
    [Subscribe]
    [Topic("News_{place}")]
    public static string OnNews(string place, [EventMessage] string message) => $"{message} {place}";

    public static async IAsyncEnumerable<int> CountAsync(int upTo, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        for (var i = 1; i <= upTo; i++)
        {
            await Task.Yield();
            cancellationToken.ThrowIfCancellationRequested();
            yield return i;
        }
    }

    [Subscribe(With = nameof(CountAsync))]
    public static int Ticks([EventMessage] int tick) => tick;
}

public readonly record struct TicketId(Guid Value);

public sealed class Ticket
{
    [ID]
    public TicketId Id { get; init; }

    public TicketId Raw => Id;
}

[QueryType]
public static class TicketQueries
{
    public static Ticket GetTicket([ID<Ticket>] TicketId id) => new() { Id = id };
}
