using SmsPlatform.GraphQL;
using SmsPlatform.GraphQL.Data;
using SmsPlatform.GraphQL.Execution;

namespace SmsPlatform.GraphQLTests.Binding;

/// <summary>Identifies a letter.</summary>
public readonly record struct LetterId(Guid Value);

public sealed record LetterRow(LetterId Id, string Text, int? Stars, DateTimeOffset SentAt, SenderRow? Sender);

public sealed record SenderRow(Guid Id, string Name);

public sealed record LetterNotFound(LetterId Id)
{
    public string Message { get; } = "There is no such letter.";
}

public sealed record TooManyStars(int Most)
{
    public string Message => $"At most {Most}.";
}

public interface IPostOffice
{
    ValueTask<LetterRow?> FindAsync(Guid id);
}

public sealed class PostOffice : IPostOffice
{
    public static readonly LetterRow[] Letters =
    [
        .. Enumerable.Range(1, 3).Select(number => new LetterRow(
            new LetterId(new Guid($"00000000-0000-0000-0000-{number:D12}")),
            $"letter {number}",
            number == 2 ? null : number,
            new DateTimeOffset(2026, 1, number, 0, 0, 0, TimeSpan.Zero),
            number == 3 ? null : new SenderRow(new Guid("00000000-0000-0000-0000-0000000000aa"), "Ada"))),
    ];

    public ValueTask<LetterRow?> FindAsync(Guid id) => new(Array.Find(Letters, letter => letter.Id.Value == id));
}

/// <summary>A letter to somebody.</summary>
[ObjectType<LetterRow>]
[GraphQLName("Letter")]
public static partial class LetterNode
{
    [NodeResolver]
    public static ValueTask<LetterRow?> GetAsync(Guid id, IPostOffice office) => office.FindAsync(id);

    public static ValueTask<int> GetLengthAsync([Parent] LetterRow letter) => ValueTask.FromResult(letter.Text.Length);
}

[ObjectType<SenderRow>]
[GraphQLName("Sender")]
public static partial class SenderNode
{
    [ID]
    public static Guid GetId([Parent] SenderRow sender) => sender.Id;
}

[QueryType]
public static partial class LetterQueries
{
    [UsePaging]
    [UseFiltering]
    [UseSorting]
    public static async Task<Connection<LetterRow>> GetLetters(PagingArguments paging, QueryContext<LetterRow> query, CancellationToken ct) =>
        (await PostOffice.Letters.AsQueryable()
            .With(query, sorting => sorting.IfEmpty(empty => empty.AddDescending(letter => letter.SentAt)).AddAscending(letter => letter.Id.Value))
            .ToPageAsync(paging, ct)).ToConnection();

    public static async Task<IReadOnlyList<LetterRow>> GetLettersById([ID<LetterRow>] IReadOnlyList<LetterId> ids, IPostOffice office)
    {
        var letters = await Task.WhenAll(ids.Select(id => office.FindAsync(id.Value).AsTask()));
        return [.. letters.OfType<LetterRow>()];
    }
}

[MutationType]
public static partial class LetterMutations
{
    /// <summary>Judges a letter.</summary>
    public static async Task<FieldResult<LetterRow, LetterNotFound, TooManyStars>> RateLetterAsync(
        [ID<LetterRow>] Guid letterId, int stars, IPostOffice office, CancellationToken ct)
    {
        ct.ThrowIfCancellationRequested();
        if (stars > 5)
        {
            return new TooManyStars(5);
        }

        return await office.FindAsync(letterId) is { } letter ? letter with { Stars = stars } : new LetterNotFound(new LetterId(letterId));
    }

    public static Task BurnAsync([ID<LetterRow>] LetterId letterId, IResolverContext context) =>
        letterId.Value == Guid.Empty ? throw new GraphQLException("It burns already.") : Task.Delay(1, context.RequestAborted);
}
