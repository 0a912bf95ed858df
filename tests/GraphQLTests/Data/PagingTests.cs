using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;
using SmsPlatform.GraphQL;
using SmsPlatform.GraphQL.Data;

namespace SmsPlatform.GraphQLTests.Data;

public sealed class PagingTests
{
    private static readonly Book[] Books =
    [
        .. Enumerable.Range(1, 23).Select(number => new Book
        {
            Id = new Guid($"00000000-0000-0000-0000-{number:D12}"),
            Title = ((char)('a' + (number * 7 % 5))).ToString(),
            Subtitle = number % 3 == 0 ? null : $"s{number % 4}",
            Pages = number % 4 == 0 ? null : number % 6,
            IsLent = number % 2 == 0,
            PrintedAt = new DateTimeOffset(2026, 1, 1 + (number % 4), 0, 0, 0, TimeSpan.Zero),
        }),
    ];

    public static TheoryData<string, Func<IQueryable<Book>, IQueryable<Book>>> Orders => new()
    {
        { "id", books => books.OrderBy(book => book.Id) },
        { "id backwards", books => books.OrderByDescending(book => book.Id) },
        { "text, then id", books => books.OrderBy(book => book.Title).ThenByDescending(book => book.Id) },
        { "nullable number", books => books.OrderBy(book => book.Pages).ThenBy(book => book.Id) },
        { "nullable number backwards", books => books.OrderByDescending(book => book.Pages).ThenBy(book => book.Id) },
        { "nullable text", books => books.OrderBy(book => book.Subtitle).ThenByDescending(book => book.Pages).ThenBy(book => book.Id) },
        { "nullable text backwards", books => books.OrderByDescending(book => book.Subtitle).ThenBy(book => book.Id) },
        { "flag and time", books => books.OrderBy(book => book.IsLent).ThenByDescending(book => book.PrintedAt).ThenBy(book => book.Id) },
    };

    [Theory]
    [MemberData(nameof(Orders))]
    public async Task Pages_ForwardAndBackward_ShowEachRowOnceAndInTheSameOrder(string name, Func<IQueryable<Book>, IQueryable<Book>> order)
    {
        Assert.NotNull(name);
        var whole = await order(Books.AsQueryable()).ToPageAsync(new PagingArguments(100));

        var forward = new List<Book>();
        string? cursor = null;
        Page<Book> page;
        do
        {
            page = await order(Books.AsQueryable()).ToPageAsync(new PagingArguments(4, cursor));
            forward.AddRange(page);
            cursor = page.CreateCursor(page.Last!);
        }
        while (page.HasNextPage);

        var backward = new List<Book>();
        cursor = null;
        do
        {
            page = await order(Books.AsQueryable()).ToPageAsync(new PagingArguments(last: 5, before: cursor));
            backward.InsertRange(0, page);
            cursor = page.CreateCursor(page.First!);
        }
        while (page.HasPreviousPage);

        Assert.Equal(23, whole.Items.Length);
        Assert.Equal(whole.Items, forward);
        Assert.Equal(whole.Items, backward);
    }

    [Theory]
    [MemberData(nameof(Orders))]
    public async Task Pages_BehindACursor_TranslateToSql(string name, Func<IQueryable<Book>, IQueryable<Book>> order)
    {
        var first = await order(Books.AsQueryable()).ToPageAsync(new PagingArguments(4));
        var cursor = first.CreateCursor(first.Last!);
        await using var context = new LibraryContext();
        var recorder = new RecordedQuery<Book>(context.Books);

        await order(recorder).ToPageAsync(new PagingArguments(4, cursor));

        var sql = recorder.Last!.ToQueryString();
        Assert.Contains("WHERE", sql, StringComparison.Ordinal);
        Assert.Contains("LIMIT", sql, StringComparison.Ordinal);
        Assert.DoesNotContain("OFFSET", sql, StringComparison.Ordinal);
        Assert.True(name.Contains("nullable", StringComparison.Ordinal) || !sql.Contains("IS NULL", StringComparison.Ordinal), sql);
    }

    [Fact]
    public async Task BatchPages_OfManyParents_TranslateToOneStatement()
    {
        await using var context = new LibraryContext();
        var recorder = new RecordedQuery<Book>(context.Books);

        await recorder.OrderBy(book => book.Title).ThenBy(book => book.Id).ToBatchPageAsync(book => book.Genre, new PagingArguments(2));

        Assert.Contains("ROW_NUMBER", recorder.Last!.ToQueryString(), StringComparison.Ordinal);
        Assert.Contains("count(*)", context.Books.GroupBy(_ => 1).Select(group => group.Count()).ToQueryString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Page_WithAProjection_LoadsTheKeysToo()
    {
        Expression<Func<Book, Book>> titles = book => new Book { Title = book.Title };

        var page = await Books.AsQueryable().With(
            new QueryContext<Book>(titles),
            sorting => sorting.AddDescending(book => book.Pages).AddAscending(book => book.Id)).ToPageAsync(new PagingArguments(2));

        Assert.All(page, book => Assert.NotEqual(Guid.Empty, book.Id));
        Assert.All(page, book => Assert.Null(book.Subtitle));
    }

    [Fact]
    public async Task Page_WithTotalCount_CountsAllRows() =>
        Assert.Equal(23, (await Books.AsQueryable().OrderBy(book => book.Id).ToPageAsync(new PagingArguments(1, includeTotalCount: true))).TotalCount);

    [Fact]
    public async Task Page_OfNothingAskedFor_TellsWhetherThereIsMore()
    {
        var page = await Books.AsQueryable().OrderBy(book => book.Id).ToPageAsync(new PagingArguments(0));

        Assert.Empty(page);
        Assert.True(page.HasNextPage);
    }

    [Fact]
    public async Task Page_OfAnUnorderedQuery_IsRefused() => Assert.Equal(
        "PAGING_NO_ORDER",
        (await Assert.ThrowsAsync<GraphQLException>(() => Books.AsQueryable().ToPageAsync(new PagingArguments(1)).AsTask())).Errors[0].Code);

    [Theory]
    [InlineData("")]
    [InlineData("%%%")]
    [InlineData("MQ==")]
    [InlineData("W10=")]
    [InlineData("W251bGxd")]
    [InlineData("WyJ4Il0=")]
    [InlineData("W1tbW1tbW1tbW1tbW1tbW1tbW1tbW1tbW1tbW1tbW1tbW1tbW1tbW1tbW1tbW1tbW1tbW1tbW1tbW1tbW1tbW1tbW1tbW1tb")]
    public async Task Page_BehindAForgedCursor_IsRefused(string cursor) => Assert.Equal(
        "HC0078",
        (await Assert.ThrowsAsync<GraphQLException>(
            () => Books.AsQueryable().OrderBy(book => book.Id).ToPageAsync(new PagingArguments(1, cursor)).AsTask())).Errors[0].Code);

    [Fact]
    public async Task BatchPage_OfManyParents_GivesEachItsOwn()
    {
        var pages = await Books.AsQueryable().OrderBy(book => book.Id)
            .ToBatchPageAsync(book => book.Title, new PagingArguments(2, includeTotalCount: true));

        Assert.Equal(5, pages.Count);
        Assert.All(pages, entry => Assert.Equal(Books.Where(book => book.Title == entry.Key).OrderBy(book => book.Id).Take(2), entry.Value));
        Assert.All(pages, entry => Assert.Equal(Books.Count(book => book.Title == entry.Key), entry.Value.TotalCount));
        Assert.All(pages.Values, page => Assert.True(page.HasNextPage));
    }
}
