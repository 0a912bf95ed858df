using System.Net;
using System.Runtime.CompilerServices;

namespace SmsPlatform.IntegrationTests.GraphQL;

/// <summary>The schema is the one that was committed: a change of it is seen in a review.</summary>
/// <remarks>To accept a change: <c>ACCEPT_SNAPSHOTS=1 dotnet test tests/IntegrationTests --filter SchemaTests</c>, and read the diff.</remarks>
public sealed class SchemaTests(PlatformHost host) : IClassFixture<PlatformHost>
{
    [Fact]
    public async Task Schema_AsServed_IsTheCommittedOne()
    {
        var served = await host.Admin.GetStringAsync("/graphql?sdl");

        if (Environment.GetEnvironmentVariable("ACCEPT_SNAPSHOTS") == "1")
        {
            await File.WriteAllTextAsync(CommittedPath(), served);
        }

        Assert.Equal(await File.ReadAllTextAsync(CommittedPath()), served);
    }

    [Fact]
    public async Task Schema_OutsideDevelopment_IsForAdminsOnly()
    {
        using var response = await host.Anonymous.GetAsync("/graphql?sdl");

        Assert.NotEqual(HttpStatusCode.OK, response.StatusCode);
    }

    private static string CommittedPath([CallerFilePath] string path = "") =>
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(path)!, "../../../src/WebApi/GraphQL/schema.graphql"));
}
