using Microsoft.Extensions.DependencyInjection;
using SmsPlatform.GraphQL;
using SmsPlatform.GraphQL.Data;
using SmsPlatform.GraphQL.DataLoader;
using SmsPlatform.GraphQL.Execution;

namespace SmsPlatform.GraphQLTests.Data;

public sealed class DataLoaderQueryTests
{
    [Fact]
    public async Task With_PagesAndFilters_BatchesParentsThatAskTheSame()
    {
        var log = new BatchLog();
        var builder = new ServiceCollection().AddSingleton(log).AddGraphQLServer(disableDefaultSecurity: true)
            .AddTypes(typeof(ShelfQueries), typeof(ShelfNode));
        var executor = await builder.BuildRequestExecutorAsync();

        await using var result = await executor.ExecuteAsync(GraphQLRequest.FromText("""
            { shelves { id
                two: volumes(first: 2, where: { pages: { gt: 1 } }) { nodes { pages } pageInfo { hasNextPage } }
                last: volumes(last: 1) { nodes { pages } }
                odd: volumes(first: 2, where: { pages: { gt: 3 } }) { nodes { pages } } } }
            """));

        Assert.Equal(
            """{"data":{"shelves":[{"id":1,"two":{"nodes":[{"pages":2},{"pages":3}],"pageInfo":{"hasNextPage":true}},"last":{"nodes":[{"pages":5}]},"odd":{"nodes":[{"pages":4},{"pages":5}]}},{"id":2,"two":{"nodes":[{"pages":2},{"pages":3}],"pageInfo":{"hasNextPage":true}},"last":{"nodes":[{"pages":5}]},"odd":{"nodes":[{"pages":4},{"pages":5}]}}]}}""",
            ((OperationResult)result).ToJson());
        Assert.Equal(["1,2", "1,2", "1,2"], log.Batches);
    }
}

public sealed class BatchLog
{
    public List<string> Batches { get; } = [];
}

public sealed record Shelf(int Id);

public sealed class Volume
{
    public int ShelfId { get; set; }

    public int Pages { get; set; }
}

[QueryType]
public static class ShelfQueries
{
    public static IReadOnlyList<Shelf> GetShelves() => [new(1), new(2)];
}

[ObjectType<Shelf>]
public static class ShelfNode
{
    [UsePaging]
    [UseFiltering]
    public static async Task<Connection<Volume>> GetVolumesAsync(
        [Parent] Shelf shelf, PagingArguments paging, QueryContext<Volume> query, VolumesByShelfLoader loader, CancellationToken cancellationToken) =>
        (await loader.With(paging, query).LoadRequiredAsync(shelf.Id, cancellationToken)).ToConnection();
}

public sealed class VolumesByShelfLoader(BatchLog log, IBatchScheduler scheduler, DataLoaderOptions options)
    : StatefulBatchDataLoader<int, Page<Volume>>(scheduler, options)
{
    protected override async Task<IReadOnlyDictionary<int, Page<Volume>>> LoadBatchAsync(
        IReadOnlyList<int> keys, DataLoaderFetchContext<Page<Volume>> context, CancellationToken cancellationToken)
    {
        lock (log)
        {
            log.Batches.Add(string.Join(',', keys));
        }

        var volumes = keys.SelectMany(key => Enumerable.Range(1, 5).Select(pages => new Volume { ShelfId = key, Pages = pages }));
        return await volumes.AsQueryable()
            .With(context.GetQueryContext<Volume>() with { Selector = null }, sorting => sorting.AddAscending(volume => volume.Pages))
            .ToBatchPageAsync(volume => volume.ShelfId, context.GetPagingArguments(), cancellationToken);
    }
}
