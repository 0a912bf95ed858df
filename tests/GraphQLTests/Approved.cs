using System.Runtime.CompilerServices;

namespace SmsPlatform.GraphQLTests;

/// <summary>
/// Compares a text with the approved one beside the test. To accept a change, run the tests once with the environment variable
/// <c>ACCEPT_SNAPSHOTS=1</c>, and look at the difference in git.
/// </summary>
internal static class Approved
{
    public static void Match(string actual, string fileName, [CallerFilePath] string testFile = "")
    {
        var path = Path.Combine(Path.GetDirectoryName(testFile)!, fileName);
        actual = actual.ReplaceLineEndings("\n").TrimEnd('\n') + "\n";
        if (Environment.GetEnvironmentVariable("ACCEPT_SNAPSHOTS") == "1")
        {
            File.WriteAllText(path, actual);
        }

        Assert.Equal(File.Exists(path) ? File.ReadAllText(path) : "", actual);
    }
}
