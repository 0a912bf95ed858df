using System.Collections.Concurrent;
using Microsoft.AspNetCore.Http;
using SmsPlatform.Infrastructure.Messaging.Media;

namespace SmsPlatform.IntegrationTests.Media;

/// <summary>The S3 client against a server that speaks as much of S3 as it needs.</summary>
public sealed class BucketMediaStoreTests
{
    [Fact]
    public async Task Bytes_WrittenToABucket_AreReadAndDeletedThere()
    {
        await using var bucket = MediaProvider.Start();
        var objects = new ConcurrentDictionary<string, byte[]>();
        bucket.At("/media/a/b/0", async context =>
        {
            var name = context.Request.Path.Value!;
            switch (context.Request.Method)
            {
                case "PUT":
                    using (var body = new MemoryStream())
                    {
                        await context.Request.Body.CopyToAsync(body);
                        objects[name] = body.ToArray();
                    }

                    return;
                case "DELETE":
                    objects.TryRemove(name, out _);
                    context.Response.StatusCode = StatusCodes.Status204NoContent;
                    return;
                default:
                    if (!objects.TryGetValue(name, out var bytes))
                    {
                        context.Response.StatusCode = StatusCodes.Status404NotFound;
                        return;
                    }

                    context.Response.ContentLength = bytes.Length;
                    await context.Response.Body.WriteAsync(bytes);
                    return;
            }
        });
        using var store = new BucketMediaStore(new MediaBucketOptions
        {
            Bucket = "media",
            ServiceUrl = bucket.Address,
            AccessKey = "key",
            SecretKey = "secret",
        });
        var written = "attached"u8.ToArray();

        await store.WriteAsync("a/b/0", new MemoryStream(written), "text/plain", CancellationToken.None);
        Assert.Equal(written, objects["/media/a/b/0"]);
        Assert.StartsWith("AWS4-HMAC-SHA256 ", bucket.Requests.First().Authorization, StringComparison.Ordinal);

        using var read = new MemoryStream();
        await using (var stream = await store.OpenAsync("a/b/0", CancellationToken.None))
        {
            await stream!.CopyToAsync(read);
        }

        Assert.Equal(written, read.ToArray());
        await store.DeleteAsync("a/b/0", CancellationToken.None);
        Assert.Null(await store.OpenAsync("a/b/0", CancellationToken.None));
    }
}
