using Microsoft.EntityFrameworkCore;
using SmsPlatform.GraphQL.Data;
using SmsPlatform.IntegrationTests.Database;

namespace SmsPlatform.IntegrationTests.GraphQL;

/// <summary>Pages of the GraphQL library on PostgreSQL, whose order of texts and nulls is its own.</summary>
public sealed class KeysetPagingTests : IAsyncLifetime
{
    private TestDatabase _database = null!;

    public async Task InitializeAsync()
    {
        _database = await (await TestCluster.SharedAsync()).CreateAsync();
        await using var context = new NotesContext(_database.ConnectionString);
        await context.Database.EnsureCreatedAsync();
        context.AddRange(Enumerable.Range(1, 37).Select(number => new Note
        {
            Id = Guid.CreateVersion7(DateTimeOffset.UnixEpoch.AddSeconds(number)),
            Title = $"{(char)('a' + (number * 7 % 5))}{(number % 2 == 0 ? "É" : "e")}",
            Rank = number % 4 == 0 ? null : number % 6,
            Tag = number % 3 == 0 ? null : $"T{number % 4}",
            WrittenAt = DateTimeOffset.UnixEpoch.AddDays(number % 5),
            IsDone = number % 2 == 0,
        }));
        await context.SaveChangesAsync();
    }

    public async Task DisposeAsync() => await _database.DisposeAsync();

    public static TheoryData<string, Func<IQueryable<Note>, IQueryable<Note>>> Orders => new()
    {
        { "id", notes => notes.OrderByDescending(note => note.Id) },
        { "text", notes => notes.OrderBy(note => note.Title).ThenBy(note => note.Id) },
        { "number with nulls", notes => notes.OrderBy(note => note.Rank).ThenByDescending(note => note.Id) },
        { "number with nulls backwards", notes => notes.OrderByDescending(note => note.Rank).ThenBy(note => note.Id) },
        { "text with nulls", notes => notes.OrderByDescending(note => note.Tag).ThenBy(note => note.Rank).ThenBy(note => note.Id) },
        { "flag and time", notes => notes.OrderBy(note => note.IsDone).ThenByDescending(note => note.WrittenAt).ThenBy(note => note.Id) },
    };

    [Theory]
    [MemberData(nameof(Orders))]
    public async Task Pages_ForwardAndBackward_ShowEachRowOnce(string name, Func<IQueryable<Note>, IQueryable<Note>> order)
    {
        Assert.NotNull(name);
        await using var context = new NotesContext(_database.ConnectionString);
        var whole = await order(context.Notes).ToPageAsync(new PagingArguments(100, includeTotalCount: true));

        var forward = new List<Note>();
        string? cursor = null;
        Page<Note> page;
        do
        {
            page = await order(context.Notes).ToPageAsync(new PagingArguments(5, cursor));
            forward.AddRange(page);
            cursor = page.CreateCursor(page.Last!);
        }
        while (page.HasNextPage);

        var backward = new List<Note>();
        cursor = null;
        do
        {
            page = await order(context.Notes).ToPageAsync(new PagingArguments(last: 4, before: cursor));
            backward.InsertRange(0, page);
            cursor = page.CreateCursor(page.First!);
        }
        while (page.HasPreviousPage);

        Assert.Equal(37, whole.TotalCount);
        Assert.Equal(whole.Select(note => note.Id), forward.Select(note => note.Id));
        Assert.Equal(whole.Select(note => note.Id), backward.Select(note => note.Id));
    }

    [Fact]
    public async Task BatchPage_OfManyParents_GivesEachItsOwn()
    {
        await using var context = new NotesContext(_database.ConnectionString);

        var pages = await context.Notes.OrderByDescending(note => note.Rank).ThenBy(note => note.Id)
            .ToBatchPageAsync(note => note.Title, new PagingArguments(3, includeTotalCount: true));

        Assert.Equal(10, pages.Count);
        Assert.All(pages, entry => Assert.All(entry.Value, note => Assert.Equal(entry.Key, note.Title)));
        Assert.All(pages.Values, page => Assert.Equal(page.TotalCount > 3, page.HasNextPage));
        Assert.Equal(37, pages.Values.Sum(page => page.TotalCount));
    }

    [Fact]
    public async Task Page_WithASelector_ReadsOnlyItsColumnsAndTheKeys()
    {
        await using var context = new NotesContext(_database.ConnectionString);
        var query = new QueryContext<Note>(note => new Note { Title = note.Title });

        var page = await context.Notes.With(query, sorting => sorting.AddAscending(note => note.Id)).ToPageAsync(new PagingArguments(2));

        Assert.All(page, note => Assert.NotEqual(Guid.Empty, note.Id));
        Assert.All(page, note => Assert.Null(note.Tag));
    }
}

public sealed class Note
{
    public Guid Id { get; set; }

    public string Title { get; set; } = "";

    public int? Rank { get; set; }

    public string? Tag { get; set; }

    public DateTimeOffset WrittenAt { get; set; }

    public bool IsDone { get; set; }
}

public sealed class NotesContext(string connectionString) : DbContext
{
    public DbSet<Note> Notes => Set<Note>();

    protected override void OnConfiguring(DbContextOptionsBuilder optionsBuilder) => optionsBuilder.UseNpgsql(connectionString);
}
