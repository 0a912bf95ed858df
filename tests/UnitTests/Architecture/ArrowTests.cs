using System.Reflection;

namespace SmsPlatform.UnitTests.Architecture;

/// <summary>The arrows of the house: which project may use which, and which module may use which.</summary>
public sealed class ArrowTests
{
    private static readonly string[] Modules = ["Accounts", "Automation", "Chatbots", "Channels", "Knowledge", "Messaging", "Operations"];

    /// <summary>What each module may use, besides itself. Messaging is the core; it knows Channels through the port alone.</summary>
    private static readonly Dictionary<string, string[]> Allowed = new()
    {
        ["Accounts"] = [],
        ["Automation"] = ["Accounts", "Channels", "Chatbots"],
        ["Chatbots"] = ["Accounts"],
        ["Channels"] = ["Accounts", "Chatbots"],
        ["Knowledge"] = ["Accounts", "Chatbots"],
        ["Messaging"] = ["Accounts", "Automation", "Chatbots", "Channels", "Knowledge"],
        ["Operations"] = ["Accounts", "Automation", "Chatbots", "Channels", "Knowledge", "Messaging"],
    };

    [Theory]
    [InlineData("SmsPlatform.Domain")]
    [InlineData("SmsPlatform.Application", "SmsPlatform.Domain")]
    [InlineData("SmsPlatform.Infrastructure", "SmsPlatform.Domain", "SmsPlatform.Application")]
    [InlineData("SmsPlatform.GraphQL")]
    [InlineData("SmsPlatform.WebApi", "SmsPlatform.Domain", "SmsPlatform.Application", "SmsPlatform.Infrastructure", "SmsPlatform.GraphQL")]
    public void Project_References_OnlyWhatItMay(string project, params string[] allowed)
    {
        var assembly = Assembly.Load(project);

        var referenced = assembly.GetReferencedAssemblies()
            .Select(reference => reference.Name!)
            .Where(name => name.StartsWith("SmsPlatform.", StringComparison.Ordinal));

        Assert.Empty(referenced.Except(allowed));
    }

    [Fact]
    public void Domain_References_NoFramework()
    {
        var referenced = Assembly.Load("SmsPlatform.Domain").GetReferencedAssemblies().Select(reference => reference.Name!);

        Assert.All(referenced, name => Assert.StartsWith("System.", name));
    }

    [Fact]
    public void Modules_Use_OnlyWhatTheyMay()
    {
        var arrows = SourceTree.Arrows().ToList();

        Assert.NotEmpty(arrows);
        Assert.Empty(arrows.Where(IsForbidden).Select(Describe));
    }

    [Theory]
    [InlineData("Application/Channels/A.cs", "using SmsPlatform.Application.Messaging;")]
    [InlineData("Infrastructure/Accounts/A.cs", "using SmsPlatform.Infrastructure.Chatbots;")]
    [InlineData("Domain/Chatbots/A.cs", "using SmsPlatform.Domain.Messaging;")]
    [InlineData("GraphQL/Execution/A.cs", "using SmsPlatform.Domain;")]
    [InlineData("Domain/Messaging/A.cs", "private SmsPlatform.Application.Result x;")]
    public void Guard_WhenAnArrowIsForbidden_SeesIt(string file, string text) =>
        Assert.Single(SourceTree.Arrows(file, text), IsForbidden);

    private static bool IsForbidden(Arrow arrow) =>
        Layer(arrow.ToLayer) > Layer(arrow.FromLayer)
        || (arrow.FromLayer == "GraphQL" && arrow.ToLayer != "GraphQL")
        || CrossesModules(arrow);

    private static bool CrossesModules(Arrow arrow) =>
        Modules.Contains(arrow.FromModule)
        && Modules.Contains(arrow.ToModule)
        && arrow.FromModule != arrow.ToModule
        && arrow.FromLayer != "WebApi"
        && !IsVocabulary(arrow)
        && !Allowed[arrow.FromModule].Contains(arrow.ToModule);

    // What a channel reports and sends is told in the domain's words for messages.
    private static bool IsVocabulary(Arrow arrow) =>
        arrow is { FromModule: "Channels", FromLayer: not "Domain", ToLayer: "Domain", ToModule: "Messaging" };

    private static int Layer(string name) => name switch
    {
        "Domain" => 0,
        "Application" => 1,
        "Infrastructure" => 2,
        "GraphQL" => 3,
        _ => 4,
    };

    private static string Describe(Arrow arrow) =>
        $"{arrow.File}: {arrow.FromLayer}.{arrow.FromModule} -> {arrow.ToLayer}.{arrow.ToModule}";
}
