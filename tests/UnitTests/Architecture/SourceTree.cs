using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;

namespace SmsPlatform.UnitTests.Architecture;

/// <summary>Which module uses which, read from the sources: every mention of a namespace counts, used or not.</summary>
internal static partial class SourceTree
{
    public static string Root { get; } = FindRoot();

    /// <summary>Each mention of another module, as (file, layer and module it is in, layer and module it names).</summary>
    public static IEnumerable<Arrow> Arrows() =>
        Directory.EnumerateFiles(Path.Combine(Root, "src"), "*.cs", SearchOption.AllDirectories)
            .Select(file => Path.GetRelativePath(Path.Combine(Root, "src"), file))
            .Where(file => !file.Split('/').Any(part => part is "bin" or "obj" or "Migrations"))
            .SelectMany(file => Arrows(file, File.ReadAllText(Path.Combine(Root, "src", file))));

    public static IEnumerable<Arrow> Arrows(string file, string text)
    {
        var place = file.Split('/');
        var module = place.Length > 2 ? place[1] : "";
        return Mention().Matches(text)
            .Select(match => new Arrow(file, place[0], module, match.Groups["layer"].Value, match.Groups["module"].Value))
            .Where(arrow => (arrow.FromLayer, arrow.FromModule) != (arrow.ToLayer, arrow.ToModule))
            .Distinct();
    }

    private static string FindRoot([CallerFilePath] string path = "")
    {
        var directory = new DirectoryInfo(Path.GetDirectoryName(path)!);
        while (!File.Exists(Path.Combine(directory.FullName, "SmsPlatform.sln")))
        {
            directory = directory.Parent!;
        }

        return directory.FullName;
    }

    [GeneratedRegex(@"SmsPlatform\.(?<layer>Domain|Application|Infrastructure|WebApi|GraphQL)\b(\.(?<module>[A-Z]\w*))?")]
    private static partial Regex Mention();
}

internal sealed record Arrow(string File, string FromLayer, string FromModule, string ToLayer, string ToModule);
