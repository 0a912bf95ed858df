namespace SmsPlatform.IntegrationTests.GraphQL.Matrix;

/// <summary>How a document gets to an object of a type, by the fewest fields.</summary>
internal sealed record Way(TypeModel Type, string Opening, string Closing, IReadOnlyList<string> Steps)
{
    // Enough to hold one of each sort, and few enough that lists within lists are not refused for their cost.
    private const int Items = 6;

    // Messages that failed: none of them has been received, or answered.
    private const string OneSortOnly = "deadLetters";

    /// <summary>A way to each type that queries get to; through lists where there are any, because they hold objects of every sort.</summary>
    public static IReadOnlyList<Way> From(SchemaModel schema, Values values)
    {
        var ways = new List<Way> { new(schema["Query"], "{ ", " }", []) };
        Follow(field => !field.Name.EndsWith("ById", StringComparison.Ordinal) && field.Name != OneSortOnly);
        Follow(_ => true);
        return ways;

        void Follow(Func<FieldModel, bool> isTaken)
        {
            for (var i = 0; i < ways.Count; i++)
            {
                foreach (var field in ways[i].Type.Fields.Where(isTaken))
                {
                    var type = schema[field.Type.Name];
                    if (type.Kind == "OBJECT" && ways.All(way => way.Type != type))
                    {
                        ways.Add(new Way(
                            type,
                            $"{ways[i].Opening}{field.Name}{values.ArgumentsOf(field, Items)} {{ ",
                            $" }}{ways[i].Closing}",
                            [.. ways[i].Steps, field.Name]));
                    }
                }
            }
        }
    }

    /// <summary>A document that asks for these fields of the object.</summary>
    public string DocumentOf(SchemaModel schema, Values values, IEnumerable<FieldModel> fields) =>
        Opening
        + string.Join(' ', fields.Select(field =>
            $"{field.Name}{values.ArgumentsOf(field, Items)}{(schema[field.Type.Name].IsLeaf ? "" : " { __typename }")}"))
        + Closing;
}
