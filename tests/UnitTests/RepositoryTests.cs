using System.Text.RegularExpressions;

namespace SmsPlatform.UnitTests;

/// <summary>What no compiler checks: the scripts at the root and the links of the documents.</summary>
public sealed partial class RepositoryTests
{
    private static readonly string Root = FindRoot();

    public static TheoryData<string> Documents => [.. Directory
        .EnumerateFiles(Path.Combine(Root, "docs"), "*.md", SearchOption.AllDirectories)
        .Append(Path.Combine(Root, "README.md"))
        .Select(file => Path.GetRelativePath(Root, file))];

    [Theory]
    [MemberData(nameof(Documents))]
    public void Links_OfADocument_LeadToFiles(string document)
    {
        var folder = Path.GetDirectoryName(Path.Combine(Root, document))!;

        var dead = RelativeLink().Matches(File.ReadAllText(Path.Combine(Root, document)))
            .Select(link => link.Value)
            .Where(link => !Path.Exists(Path.Combine(folder, link)));

        Assert.Empty(dead);
    }

    [Fact]
    public void Readme_IsShort() => Assert.InRange(File.ReadLines(Path.Combine(Root, "README.md")).Count(), 1, 149);

    [Theory]
    [InlineData("run")]
    [InlineData("docker/sandbox.env")]
    public void SandboxAccount_InAScript_IsTheSandboxsOwn(string script)
    {
        var text = File.ReadAllText(Path.Combine(Root, script));
        var defaults = File.ReadAllText(Path.Combine(Root, "tools/Sandbox/SandboxDefaults.cs"));

        foreach (var (variable, constant) in new[]
        {
            ("TWILIO_ACCOUNT_SID", "AccountSid"), ("TWILIO_AUTH_TOKEN", "AuthToken"), ("TWILIO_PHONE_NUMBER", "PhoneNumber"),
        })
        {
            var expected = Regex.Match(defaults, $"const string {constant} = \"(.+)\"").Groups[1].Value;
            Assert.Contains($"{variable}={expected}\n", text, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("run")]
    [InlineData("test")]
    [InlineData(".ci/run")]
    [InlineData("docker/healthcheck")]
    public void Script_OfTheRepository_IsExecutable(string script) =>
        Assert.True(OperatingSystem.IsWindows() || File.GetUnixFileMode(Path.Combine(Root, script)).HasFlag(UnixFileMode.OtherExecute));

    private static string FindRoot()
    {
        var directory = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(directory, "SmsPlatform.sln")))
        {
            directory = Path.GetDirectoryName(directory) ?? throw new InvalidOperationException("Not in the repository.");
        }

        return directory;
    }

    [GeneratedRegex(@"(?<=\]\()(?![a-z]+:|#)[^)#\s]+")]
    private static partial Regex RelativeLink();
}
