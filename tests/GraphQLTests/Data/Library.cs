using Microsoft.EntityFrameworkCore;
using SmsPlatform.GraphQL;
using SmsPlatform.GraphQL.Data;

namespace SmsPlatform.GraphQLTests.Data;

public enum Genre
{
    Novel,
    Poem,
}

public sealed class Author
{
    public int Id { get; set; }

    public required string Name { get; set; }

    public DateOnly? Born { get; set; }
}

public sealed class Book
{
    public Guid Id { get; set; }

    public required string Title { get; set; }

    public string? Subtitle { get; set; }

    public int? Pages { get; set; }

    public DateTimeOffset PrintedAt { get; set; }

    public DateTime ReadAt { get; set; }

    public bool IsLent { get; set; }

    public Genre Genre { get; set; }

    public Author? Author { get; set; }

    public List<Review> Reviews { get; set; } = [];
}

public sealed class Review
{
    public int Id { get; set; }

    public int Stars { get; set; }

    public string? Text { get; set; }
}

public sealed class AuthorSortType : SortInputType<Author>
{
    protected override void Configure(ISortInputTypeDescriptor<Author> descriptor) =>
        descriptor.Name("AuthorOrder").Ignore(author => author.Id).Field(author => author.Name).Name("fullName");
}

public sealed class ReviewFilterType : FilterInputType<Review>
{
    protected override void Configure(IFilterInputTypeDescriptor<Review> descriptor) =>
        descriptor.BindFieldsExplicitly().AllowOr(false).Field(review => review.Stars).Description("From 1 to 5.");
}

[QueryType]
public static class Library
{
    [UseFiltering]
    [UseSorting]
    public static IQueryable<Book> GetBooks(IQueryable<Book> books) => books;
}

/// <summary>A model on PostgreSQL that is only translated, never connected to.</summary>
public sealed class LibraryContext : DbContext
{
    public DbSet<Book> Books => Set<Book>();

    protected override void OnConfiguring(DbContextOptionsBuilder optionsBuilder) => optionsBuilder.UseNpgsql("Host=nowhere");

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.Entity<Book>().Property(book => book.Genre).HasConversion<string>();
        modelBuilder.Entity<Book>().Property(book => book.ReadAt).HasColumnType("timestamp");
    }
}
