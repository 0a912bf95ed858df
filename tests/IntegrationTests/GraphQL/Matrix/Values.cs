using SmsPlatform.IntegrationTests.Tenancy;

namespace SmsPlatform.IntegrationTests.GraphQL.Matrix;

/// <summary>Values for arguments and input fields, as literals.</summary>
/// <param name="ids">The id of one object of each type, by the type's name.</param>
/// <param name="isTrifling">
/// Every text is empty and every number 0, so that what may be done is done to nothing: whoever is allowed gets as far as the input's
/// check. Otherwise they are plausible.
/// </param>
/// <param name="hostile">The name of inputs that get a text which no database can hold, where they are not required too.</param>
internal sealed class Values(SchemaModel schema, IReadOnlyDictionary<string, string> ids, bool isTrifling, string? hostile = null)
{
    private static readonly Dictionary<string, string> Texts = new()
    {
        ["to"] = "+15551239999",
        ["number"] = "+15551239999",
        ["job"] = "retry-due-replies",
        ["body"] = "stolen",
        ["name"] = "stolen",
        ["email"] = "stolen@example.com",
        ["question"] = SeededObjects.Canary,
    };

    // Where neither the field's name nor its owner's tells of which type an id is.
    private static readonly Dictionary<string, string> Types = new()
    {
        ["markSmsProcessed.id"] = "Message",
        ["chatId"] = "Conversation",
        ["templateId"] = "ReplyTemplate",
        ["assignedTo"] = "User",
        ["memberId"] = "User",
        ["upTo"] = "Message",
        ["node.id"] = "Message",
        ["nodes.ids"] = "Message",
    };

    /// <param name="field">Whose arguments.</param>
    /// <param name="first">How many items of a list.</param>
    /// <returns>The required arguments, in parentheses; empty for none.</returns>
    public string ArgumentsOf(FieldModel field, int? first = null)
    {
        var values = field.Arguments.Where(argument => argument.IsRequired || Holds(argument)).Select(argument => $"{argument.Name}: {Of(argument, field)}").ToList();
        if (first is not null && field.Arguments.Any(argument => argument.Name == "first"))
        {
            values.Add($"first: {first}");
        }

        return values.Count == 0 ? "" : $"({string.Join(", ", values)})";
    }

    /// <summary>A value for one of a field's arguments.</summary>
    public string Of(InputModel input, FieldModel field)
    {
        var type = schema[input.Type.Name];
        var value = type.Kind switch
        {
            "INPUT_OBJECT" => $"{{ {string.Join(", ", type.Inputs.Where(IsGiven).Select(inner => $"{inner.Name}: {Of(inner, field)}"))} }}",
            "ENUM" => type.Values[0],
            _ => type.Name switch
            {
                "ID" => $"\"{IdFor(input.Name, field)}\"",
                "String" when input.Name == hostile => "\"a\\u0000b\"",
                "String" => isTrifling ? "\"\"" : $"\"{Texts.GetValueOrDefault(input.Name, "x")}\"",
                "Boolean" => "true",
                _ => "0",
            },
        };
        return input.Type.IsList ? $"[{value}]" : value;
    }

    private bool IsGiven(InputModel input) =>
        input.IsRequired || Holds(input) || (!isTrifling && (Texts.ContainsKey(input.Name) || input.Name == "chatbotId"));

    // Filters hold themselves.
    private bool Holds(InputModel input, int depth = 0) => hostile is not null && depth < 4 && input.Name is not ("and" or "or")
        && ((input.Name == hostile && input.Type.Name == "String") || schema[input.Type.Name].Inputs.Any(inner => Holds(inner, depth + 1)));

    private string IdFor(string input, FieldModel field)
    {
        var type = Types.GetValueOrDefault($"{field.Name}.{input}")
            ?? Types.GetValueOrDefault(input)
            ?? TypeIn(input == "id" || input == "ids" ? field.Name : input)
            ?? TypeIn(field.Type.Name)
            ?? throw new InvalidOperationException($"Tell {nameof(Values)} of which type {field.Name}'s {input} is.");
        return ids[type];
    }

    private string? TypeIn(string name) =>
        ids.Keys.Where(type => name.Contains(type, StringComparison.OrdinalIgnoreCase)).MaxBy(type => type.Length);
}
