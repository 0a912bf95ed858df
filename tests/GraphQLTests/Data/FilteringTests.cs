using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using SmsPlatform.GraphQL.Execution;
using SmsPlatform.GraphQL.TypeSystem;

namespace SmsPlatform.GraphQLTests.Data;

public sealed class FilteringTests
{
    private static readonly Book[] Books =
    [
        new()
        {
            Id = Id(1), Title = "Anna", Pages = 800, Genre = Genre.Novel, PrintedAt = At(1), ReadAt = At(1).UtcDateTime,
            Author = new Author { Id = 1, Name = "Leo", Born = new DateOnly(1828, 9, 9) },
            Reviews = [new() { Id = 1, Stars = 5, Text = "long" }, new() { Id = 2, Stars = 3 }],
        },
        new()
        {
            Id = Id(2), Title = "Ballad", Subtitle = "of Ann", Pages = 20, Genre = Genre.Poem, IsLent = true, PrintedAt = At(2), ReadAt = At(2).UtcDateTime,
            Author = new Author { Id = 2, Name = "Ann" },
            Reviews = [new() { Id = 3, Stars = 5 }],
        },
        new() { Id = Id(3), Title = "Cato", Genre = Genre.Novel, PrintedAt = At(3), ReadAt = At(3).UtcDateTime },
    ];

    [Theory]
    [InlineData("{}", "Anna Ballad Cato")]
    [InlineData("{ title: { eq: \"Anna\" } }", "Anna")]
    [InlineData("{ title: { neq: \"Anna\" } }", "Ballad Cato")]
    [InlineData("{ title: { in: [\"Anna\", \"Cato\"] } }", "Anna Cato")]
    [InlineData("{ title: { nin: [\"Anna\", \"Cato\"] } }", "Ballad")]
    [InlineData("{ title: { contains: \"at\" } }", "Cato")]
    [InlineData("{ title: { ncontains: \"at\" } }", "Anna Ballad")]
    [InlineData("{ title: { startsWith: \"B\" } }", "Ballad")]
    [InlineData("{ title: { nstartsWith: \"B\" } }", "Anna Cato")]
    [InlineData("{ title: { endsWith: \"a\" } }", "Anna")]
    [InlineData("{ title: { nendsWith: \"a\" } }", "Ballad Cato")]
    [InlineData("{ title: { or: [{ eq: \"Anna\" }, { eq: \"Cato\" }], neq: \"Anna\" } }", "Cato")]
    [InlineData("{ subtitle: { eq: null } }", "Anna Cato")]
    [InlineData("{ subtitle: { neq: null } }", "Ballad")]
    [InlineData("{ subtitle: { contains: \"Ann\" } }", "Ballad")]
    [InlineData("{ subtitle: { ncontains: \"Ann\" } }", "Anna Cato")]
    [InlineData("{ subtitle: { in: [\"of Ann\", null] } }", "Anna Ballad Cato")]
    [InlineData("{ pages: { gt: 20 } }", "Anna")]
    [InlineData("{ pages: { ngt: 20 } }", "Ballad Cato")]
    [InlineData("{ pages: { gte: 20 } }", "Anna Ballad")]
    [InlineData("{ pages: { ngte: 20 } }", "Cato")]
    [InlineData("{ pages: { lt: 800 } }", "Ballad")]
    [InlineData("{ pages: { nlt: 800 } }", "Anna Cato")]
    [InlineData("{ pages: { lte: 800 } }", "Anna Ballad")]
    [InlineData("{ pages: { nlte: 20 } }", "Anna Cato")]
    [InlineData("{ pages: { eq: null } }", "Cato")]
    [InlineData("{ pages: { in: [20, null] } }", "Ballad Cato")]
    [InlineData("{ isLent: { eq: true } }", "Ballad")]
    [InlineData("{ genre: { eq: POEM } }", "Ballad")]
    [InlineData("{ genre: { nin: [POEM] } }", "Anna Cato")]
    [InlineData("{ id: { eq: \"00000000-0000-0000-0000-000000000003\" } }", "Cato")]
    [InlineData("{ id: { gt: \"00000000-0000-0000-0000-000000000002\" } }", "Cato")]
    [InlineData("{ id: { nlte: \"00000000-0000-0000-0000-000000000001\" } }", "Ballad Cato")]
    [InlineData("{ id: { in: [\"00000000-0000-0000-0000-000000000001\"] } }", "Anna")]
    [InlineData("{ printedAt: { gt: \"2026-01-02T00:00:00Z\" } }", "Cato")]
    [InlineData("{ readAt: { lte: \"2026-01-02T01:00:00+01:00\" } }", "Anna Ballad")]
    [InlineData("{ author: { name: { eq: \"Leo\" } } }", "Anna")]
    [InlineData("{ author: { born: { lt: \"1900-01-01\" } } }", "Anna")]
    [InlineData("{ author: null }", "Cato")]
    [InlineData("{ reviews: { some: { stars: { eq: 3 } } } }", "Anna")]
    [InlineData("{ reviews: { all: { stars: { eq: 5 } } } }", "Ballad Cato")]
    [InlineData("{ reviews: { none: { stars: { eq: 5 } } } }", "Cato")]
    [InlineData("{ reviews: { any: true } }", "Anna Ballad")]
    [InlineData("{ reviews: { any: false } }", "Cato")]
    [InlineData("{ and: [{ pages: { gt: 1 } }, { isLent: { eq: false } }] }", "Anna")]
    [InlineData("{ or: [{ pages: { gt: 700 } }, { isLent: { eq: true } }], genre: { eq: NOVEL } }", "Anna")]
    [InlineData("{ or: [] }", "Anna Ballad Cato")]
    public async Task Where_OfEveryOperation_FiltersInMemoryAndTranslatesToSql(string where, string titles)
    {
        Assert.Equal(titles, await TitlesAsync($"where: {where}"));

        // Throws where EF Core finds no SQL for the expression.
        await using var context = new LibraryContext();
        Assert.Contains("SELECT", await SqlAsync(context, $"where: {where}"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("[{ title: DESC }]", "Cato Ballad Anna")]
    [InlineData("[{ genre: ASC }, { title: DESC }]", "Cato Anna Ballad")]
    [InlineData("[{ author: { fullName: DESC } }]", "Anna Ballad Cato")]
    [InlineData("[]", "Anna Ballad Cato")]
    public async Task Order_OfKeys_SortsInMemoryAndTranslatesToSql(string order, string titles)
    {
        Assert.Equal(titles, await TitlesAsync($"order: {order}"));

        await using var context = new LibraryContext();
        Assert.Contains("FROM", await SqlAsync(context, $"order: {order}"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Where_WithValues_SendsThemAsParameters()
    {
        await using var context = new LibraryContext();

        var sql = await SqlAsync(context, "where: { title: { eq: \"Robert'); DROP TABLE books\" } }");

        Assert.Contains("WHERE b.\"Title\" = @", sql, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{ pages: { gt: null } }", "FILTER_NULL_OPERAND")]
    [InlineData("{ title: { contains: null } }", "FILTER_NULL_OPERAND")]
    public async Task Where_WhenAnOperandIsMissing_TellsTheCode(string where, string code) =>
        Assert.Contains(code, await RunAsync(Books.AsQueryable(), $"where: {where}"), StringComparison.Ordinal);

    [Fact]
    public async Task Where_InVariables_FiltersToo()
    {
        await using var result = await (await ExecutorAsync(Books.AsQueryable())).ExecuteAsync(GraphQLRequest.FromText(
            "query($where: BookFilterInput, $order: [BookSortInput!]) { books(where: $where, order: $order) { title } }",
            """{ "where": { "or": [{ "pages": { "in": [20, null] } }, { "author": { "name": { "startsWith": "L" } } }] }, "order": [{ "title": "DESC" }] }"""));

        Assert.Equal("""{"data":{"books":[{"title":"Cato"},{"title":"Ballad"},{"title":"Anna"}]}}""", ((OperationResult)result).ToJson());
    }

    [Fact]
    public async Task Where_WithManyConditions_StaysShallowInSql()
    {
        await using var context = new LibraryContext();
        var conditions = string.Join(',', Enumerable.Range(0, 100).Select(number => $"{{ pages: {{ eq: {number} }} }}"));

        Assert.Contains("WHERE", await SqlAsync(context, $"where: {{ or: [{conditions}] }}"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Where_WithTooManyConditions_IsRefused()
    {
        var conditions = string.Join(',', Enumerable.Repeat("{ isLent: { eq: true } }", 200));

        Assert.Contains("FILTER_TOO_COMPLEX", await RunAsync(Books.AsQueryable(), $"where: {{ or: [{conditions}] }}"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Order_WithTooManyKeys_IsRefused()
    {
        var keys = string.Join(',', Enumerable.Repeat("{ title: ASC }", 17));

        Assert.Contains("SORT_TOO_COMPLEX", await RunAsync(Books.AsQueryable(), $"order: [{keys}]"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Schema_OfDescribedInputs_IsTheirs()
    {
        var sdl = (await ExecutorAsync(Books.AsQueryable())).Schema;

        Assert.True(sdl.TryGetType("AuthorOrder", out var order));
        Assert.Equal(["fullName", "born"], ((InputObjectType)order).Fields.Select(field => field.Name).Order(StringComparer.Ordinal).Reverse());
        Assert.True(sdl.TryGetType("ReviewFilterInput", out var filter));
        Assert.Equal(["and", "stars"], ((InputObjectType)filter).Fields.Select(field => field.Name));
    }

    private static async Task<string> TitlesAsync(string arguments)
    {
        using var json = JsonDocument.Parse(await RunAsync(Books.AsQueryable(), arguments));
        Assert.False(json.RootElement.TryGetProperty("errors", out var errors), errors.ToString());
        return string.Join(' ', json.RootElement.GetProperty("data").GetProperty("books").EnumerateArray()
            .Select(book => book.GetProperty("title").GetString()));
    }

    private static async Task<string> SqlAsync(LibraryContext context, string arguments)
    {
        var recorder = new RecordedQuery<Book>(context.Books);
        await RunAsync(recorder, arguments);
        return recorder.Last!.ToQueryString();
    }

    private static async Task<string> RunAsync(IQueryable<Book> books, string arguments)
    {
        await using var result = await (await ExecutorAsync(books)).ExecuteAsync(GraphQLRequest.FromText($"{{ books({arguments}) {{ title }} }}"));
        return ((OperationResult)result).ToJson();
    }

    private static async Task<RequestExecutor> ExecutorAsync(IQueryable<Book> books)
    {
        var services = new ServiceCollection().AddSingleton(books);
        return (RequestExecutor)await services.AddGraphQLServer()
            .AddTypes(typeof(Library), typeof(AuthorSortType), typeof(ReviewFilterType))
            .BuildRequestExecutorAsync();
    }

    private static Guid Id(int number) => new($"00000000-0000-0000-0000-{number:D12}");

    private static DateTimeOffset At(int day) => new(2026, 1, day, 0, 0, 0, TimeSpan.Zero);
}
