using System.Runtime.CompilerServices;

namespace SmsPlatform.IntegrationTests.GraphQL;

/// <summary>
/// Compares a text with the approved one beside the test. To accept a change, run the test once with the environment variable
/// <c>ACCEPT_SNAPSHOTS=1</c>, and read the difference in git.
/// </summary>
internal static class Approved
{
    public static async Task MatchAsync(string actual, string fileName, [CallerFilePath] string testFile = "")
    {
        var path = Path.Combine(Path.GetDirectoryName(testFile)!, fileName);
        if (Environment.GetEnvironmentVariable("ACCEPT_SNAPSHOTS") == "1")
        {
            await File.WriteAllTextAsync(path, actual);
        }

        Assert.Equal(File.Exists(path) ? await File.ReadAllTextAsync(path) : "", actual);
    }
}
