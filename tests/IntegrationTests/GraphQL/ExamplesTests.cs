using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace SmsPlatform.IntegrationTests.GraphQL;

/// <summary>What docs/graphql-examples.md offers to paste works as it stands there.</summary>
public sealed partial class ExamplesTests(PlatformHost host) : IClassFixture<PlatformHost>
{
    public static TheoryData<string> Examples => [.. Block().Matches(File.ReadAllText(PagePath())).Select(match => match.Groups["document"].Value)];

    [Theory]
    [MemberData(nameof(Examples))]
    public async Task Example_FromThePage_Works(string document)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        if (!document.StartsWith("subscription", StringComparison.Ordinal))
        {
            await host.Sandbox.TextAsync(SignedWebhooks.NewPhone(), "Hello");
            var data = await host.Admin.DataAsync(document);
            Assert.All(data.EnumerateObject(), field => Assert.False(HasErrors(field.Value), field.Value.ToString()));
            return;
        }

        await using var stream = await EventStream.OpenAsync(host.Admin, document, null, patience.Token);
        await host.Sandbox.TextAsync(SignedWebhooks.NewPhone(), "Hello");
        Assert.Equal(JsonValueKind.Object, (await stream.NextAsync(patience.Token)).ValueKind);
    }

    private static bool HasErrors(JsonElement payload) =>
        payload.ValueKind == JsonValueKind.Null
        || (payload.ValueKind == JsonValueKind.Object && payload.TryGetProperty("errors", out var errors) && errors.ValueKind != JsonValueKind.Null);

    private static string PagePath([CallerFilePath] string path = "") =>
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(path)!, "../../../docs/graphql-examples.md"));

    [GeneratedRegex(@"^```graphql\n(?<document>.+?)\n```", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Block();
}
