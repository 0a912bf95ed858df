using SmsPlatform.GraphQL.AspNetCore;

namespace SmsPlatform.GraphQLTests.AspNetCore;

public sealed class OperationDocumentStorageTests : IDisposable
{
    private readonly string _directory = Directory.CreateTempSubdirectory("documents").FullName;

    public void Dispose() => Directory.Delete(_directory, recursive: true);

    [Fact]
    public async Task InMemory_WhenFull_ForgetsTheLeastRecentlyUsed()
    {
        var storage = new InMemoryOperationDocumentStorage(maxDocuments: 2);
        await storage.SaveAsync("a", "{a}"u8.ToArray());
        await storage.SaveAsync("b", "{b}"u8.ToArray());
        await storage.TryReadAsync("a");

        await storage.SaveAsync("c", "{c}"u8.ToArray());

        Assert.Equal("{a}"u8.ToArray(), (await storage.TryReadAsync("a"))?.ToArray());
        Assert.Null(await storage.TryReadAsync("b"));
        Assert.Equal(2, storage.Count);
    }

    [Fact]
    public async Task InMemory_WhenTooManyBytes_ForgetsTheOldest()
    {
        var storage = new InMemoryOperationDocumentStorage(maxBytes: 10);

        await storage.SaveAsync("a", new byte[6]);
        await storage.SaveAsync("b", new byte[6]);
        await storage.SaveAsync("c", new byte[11]);

        Assert.Null(await storage.TryReadAsync("a"));
        Assert.NotNull(await storage.TryReadAsync("b"));
        Assert.Null(await storage.TryReadAsync("c"));
    }

    [Fact]
    public async Task InMemory_WhenSaved_CopiesTheText()
    {
        var storage = new InMemoryOperationDocumentStorage();
        var buffer = "{a}"u8.ToArray();
        await storage.SaveAsync("a", buffer);

        buffer.AsSpan().Clear();

        Assert.Equal("{a}"u8.ToArray(), (await storage.TryReadAsync("a"))?.ToArray());
    }

    [Fact]
    public async Task FileSystem_WhenSaved_AnotherNodeReadsIt()
    {
        await new FileSystemOperationDocumentStorage(_directory).SaveAsync("abc-1", "{a}"u8.ToArray());

        var read = await new FileSystemOperationDocumentStorage(_directory).TryReadAsync("abc-1");

        Assert.Equal("{a}"u8.ToArray(), read?.ToArray());
        Assert.Equal(["abc-1.graphql"], Directory.GetFiles(_directory).Select(Path.GetFileName));
    }

    [Theory]
    [InlineData("")]
    [InlineData("../abc")]
    [InlineData("/etc/passwd")]
    [InlineData("a.b")]
    [InlineData("a\0b")]
    public async Task FileSystem_WhenIdIsNoFileName_KnowsNothing(string id)
    {
        var storage = new FileSystemOperationDocumentStorage(_directory);
        await storage.SaveAsync(id, "{a}"u8.ToArray());

        Assert.Null(await storage.TryReadAsync(id));
        Assert.Empty(Directory.GetFiles(_directory));
    }

    [Fact]
    public async Task FileSystem_WhenReadOnlyOrFull_WritesNothing()
    {
        await new FileSystemOperationDocumentStorage(_directory, readOnly: true).SaveAsync("a", "{a}"u8.ToArray());
        await new FileSystemOperationDocumentStorage(_directory, maxDocuments: 0).SaveAsync("b", "{b}"u8.ToArray());

        Assert.Empty(Directory.GetFiles(_directory));
    }
}
