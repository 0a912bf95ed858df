using Microsoft.AspNetCore.Hosting;
using SmsPlatform.IntegrationTests.Tenancy;

namespace SmsPlatform.IntegrationTests.GraphQL.Matrix;

/// <summary>No text that comes in, wherever it comes in, is more than anybody reckoned with.</summary>
public sealed class HostileTextTests(HostileTextTests.Host host) : IClassFixture<HostileTextTests.Host>
{
    // What takes away what others are to be tried on comes last.
    private static readonly string[] Destroying = ["delete", "remove", "revoke", "end", "change", "withdraw"];

    [Fact]
    public async Task EveryText_WithANulCharacter_IsRefusedOrKept()
    {
        await new SeededObjects(host).SeedAsync();
        var schema = await SchemaModel.OfAsync(host.Admin);
        var ids = await SchemaIds.OfAsync(host);
        var failed = new List<string>();
        var tried = 0;

        foreach (var (operation, type) in (IEnumerable<(string, string)>)[("query", "Query"), ("mutation", "Mutation")])
        {
            foreach (var field in schema[type].Fields.OrderBy(field => Destroying.Any(field.Name.StartsWith)))
            {
                foreach (var text in TextsOf(schema, field.Arguments).Distinct().Where(text => text is not ("after" or "before")))
                {
                    var arguments = new Values(schema, ids, isTrifling: false, hostile: text).ArgumentsOf(field);
                    var selection = schema[field.Type.Name].IsLeaf ? "" : "{ __typename }";
                    var answer = await host.Admin.GraphQLAsync($"{operation} {{ {field.Name}{arguments} {selection} }}");
                    tried++;
                    if (answer.Code() == "HC0008" || answer.ToString().Contains("_OF_CORRECT_TYPE", StringComparison.Ordinal))
                    {
                        failed.Add($"{field.Name}{arguments}: {answer}");
                    }
                }
            }
        }

        Assert.Empty(failed);
        Assert.InRange(tried, 60, int.MaxValue);
    }

    private static IEnumerable<string> TextsOf(SchemaModel schema, IEnumerable<InputModel> inputs, int depth = 0) =>
        depth > 3 ? [] : inputs.Where(input => input.Name is not ("and" or "or")).SelectMany(input => input.Type.Name == "String"
            ? [input.Name]
            : TextsOf(schema, schema[input.Type.Name].Inputs, depth + 1));

    /// <summary>One that lets everybody ask as much as they like.</summary>
    public sealed class Host : PlatformHost
    {
        internal override void Customize(IWebHostBuilder builder) => builder.UseSetting("GraphQL:CostPerSecond", "0");
    }
}
