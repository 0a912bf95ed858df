using SmsPlatform.GraphQL;
using SmsPlatform.GraphQL.Authorization;
using SmsPlatform.GraphQL.Data;
using SmsPlatform.GraphQL.DataLoader;

namespace SmsPlatform.GraphQLTests.Binding;

/// <summary>Something for sale.</summary>
public sealed class Product
{
    [ID]
    public int Id { get; set; }

    /// <summary>What it is called.</summary>
    public required string Name { get; set; }

    public string? Text { get; set; }

    public decimal Price { get; set; }

    public ProductState State { get; set; }

    [GraphQLIgnore]
    public int BrandId { get; set; }

    public List<string> Tags { get; set; } = [];

    [GraphQLDeprecated("Use name.")]
    public string Title => Name;
}

public enum ProductState
{
    OnSale,
    SoldOut,
}

public sealed record Brand(Guid Id, string Name);

[ObjectType<Product>]
public static partial class ProductNode
{
    [NodeResolver]
    public static Product? Get(int id, Stock stock) => stock.Products.Find(product => product.Id == id);

    public static async Task<Brand?> GetBrandAsync(
        [Parent(requires: nameof(Product.BrandId))] Product product, BrandLoader loader, CancellationToken cancellationToken) =>
        await loader.LoadAsync(product.BrandId, cancellationToken);

    public static string Shout([Parent] Product product) => product.Name.ToUpperInvariant();
}

[ObjectType<Brand>]
public static partial class BrandNode
{
    [UsePaging]
    public static async Task<Connection<Product>> GetProductsAsync(
        [Parent] Brand brand, PagingArguments paging, Stock stock, CancellationToken cancellationToken) =>
        (await stock.Products.AsQueryable().Where(product => stock.Brands[product.BrandId].Id == brand.Id).OrderBy(product => product.Id)
            .ToPageAsync(paging, cancellationToken)).ToConnection();
}

[QueryType]
public static partial class ProductQueries
{
    /// <summary>All products.</summary>
    [UsePaging(IncludeTotalCount = true)]
    [UseFiltering]
    [UseSorting]
    public static async Task<Connection<Product>> GetProductsAsync(
        PagingArguments paging, QueryContext<Product> query, Stock stock, CancellationToken cancellationToken)
    {
        stock.Selectors.Add(query.Selector?.ToString());
        return (await stock.Products.AsQueryable()
            .With(query, sorting => sorting.IfEmpty(empty => empty.AddAscending(product => product.Name)).AddAscending(product => product.Id))
            .ToPageAsync(paging, cancellationToken)).ToConnection();
    }

    [UsePaging]
    [UseFiltering]
    [UseSorting]
    public static IQueryable<Product> GetAllProducts(Stock stock) => stock.Products.AsQueryable();

    public static Product? GetProductById([ID<Product>] int id, Stock stock) => stock.Products.Find(product => product.Id == id);

    public static int Add(int left, int right = 2) => left + right;

    [Authorize(Roles = ["Admin"])]
    public static string Secret => "hush";

    public static string? Whoami([GlobalState] string? name) => name;
}

public sealed record NewProduct(string Name, decimal Price = 9.5m, Optional<string?> Text = default)
{
    public IReadOnlyList<ProductState>? States { get; init; } = [ProductState.OnSale];
}

public sealed class NameTakenException(string name) : Exception($"{name} is taken.")
{
    public string Taken { get; } = name;
}

public sealed record PriceTooLowError(decimal Least)
{
    public string Message => $"At least {Least}.";
}

[MutationType]
public static partial class ProductMutations
{
    [Error<NameTakenException>]
    public static FieldResult<Product, PriceTooLowError> AddProduct(string name, decimal price, ProductState state = ProductState.OnSale)
    {
        if (name == "taken")
        {
            throw new NameTakenException(name);
        }

        return price < 1 ? new PriceTooLowError(1) : new Product { Id = 99, Name = name, Price = price, State = state };
    }

    [UseMutationConvention(Disable = true)]
    public static string Describe(NewProduct product) =>
        $"{product.Name} {product.Price} {(product.Text.HasValue ? product.Text.Value ?? "null" : "unset")} {string.Join(',', product.States ?? [])}";
}

[SubscriptionType]
public static partial class ProductSubscriptions
{
    [Subscribe]
    [Topic("ProductAdded_{brandId}")]
    public static Product OnProductAdded([ID<Brand>] Guid brandId, [EventMessage] Product product) => product;
}

public sealed class Stock
{
    public List<Product> Products { get; } =
    [
        new() { Id = 1, Name = "Anvil", Price = 30, BrandId = 0, Tags = ["iron"] },
        new() { Id = 2, Name = "Bell", Price = 12, BrandId = 0, State = ProductState.SoldOut, Text = "rings" },
        new() { Id = 3, Name = "Candle", Price = 2, BrandId = 1 },
        new() { Id = 4, Name = "Drum", Price = 80, BrandId = 1, Text = "booms" },
    ];

    public List<Brand> Brands { get; } =
    [
        new(new Guid("5f2b7a0e-0000-0000-0000-000000000001"), "Acme"),
        new(new Guid("5f2b7a0e-0000-0000-0000-000000000002"), "Bolt"),
    ];

    public List<string?> Selectors { get; } = [];
}

public sealed class BrandLoader(Stock stock, IBatchScheduler scheduler, DataLoaderOptions options)
    : BatchDataLoader<int, Brand>(scheduler, options)
{
    protected override Task<IReadOnlyDictionary<int, Brand>> LoadBatchAsync(IReadOnlyList<int> keys, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyDictionary<int, Brand>>(keys.ToDictionary(key => key, key => stock.Brands[key]));
}
