using System.Text.Json;

namespace SmsPlatform.IntegrationTests.GraphQL.Matrix;

/// <summary>The schema as it tells about itself, as far as documents are made from it.</summary>
internal sealed class SchemaModel
{
    private const string Introspection = """
        {
          __schema {
            types {
              name kind
              fields(includeDeprecated: true) { name type { ...T } args { name defaultValue type { ...T } } }
              inputFields { name defaultValue type { ...T } }
              enumValues { name }
              interfaces { name }
            }
          }
        }
        fragment T on __Type { kind name ofType { kind name ofType { kind name ofType { kind name } } } }
        """;

    private readonly Dictionary<string, TypeModel> _types;

    private SchemaModel(IEnumerable<TypeModel> types) => _types = types.ToDictionary(type => type.Name);

    public IEnumerable<TypeModel> Objects => _types.Values.Where(type => type.Kind == "OBJECT");

    public TypeModel this[string name] => _types[name];

    public static async Task<SchemaModel> OfAsync(HttpClient admin)
    {
        var data = await admin.DataAsync(Introspection);
        return new SchemaModel(data.At("__schema.types").EnumerateArray()
            .Where(type => !type.Text("name")!.StartsWith("__", StringComparison.Ordinal))
            .Select(TypeOf));
    }

    private static TypeModel TypeOf(JsonElement type) => new(
        type.Text("name")!,
        type.Text("kind")!,
        [.. Items(type, "fields").Select(field => new FieldModel(
            field.Text("name")!, TypeReference.Of(field.At("type")), [.. Items(field, "args").Select(InputOf)]))],
        [.. Items(type, "inputFields").Select(InputOf)],
        [.. Items(type, "enumValues").Select(value => value.Text("name")!)],
        [.. Items(type, "interfaces").Select(value => value.Text("name")!)]);

    private static InputModel InputOf(JsonElement input) => new(
        input.Text("name")!,
        TypeReference.Of(input.At("type")),
        input.At("type.kind").GetString() == "NON_NULL" && input.At("defaultValue").ValueKind == JsonValueKind.Null);

    private static JsonElement[] Items(JsonElement owner, string name) =>
        owner.At(name) is { ValueKind: JsonValueKind.Array } items ? [.. items.EnumerateArray()] : [];
}

internal sealed record TypeModel(
    string Name,
    string Kind,
    IReadOnlyList<FieldModel> Fields,
    IReadOnlyList<InputModel> Inputs,
    IReadOnlyList<string> Values,
    IReadOnlyList<string> Interfaces)
{
    public bool IsLeaf => Kind is "SCALAR" or "ENUM";
}

internal sealed record FieldModel(string Name, TypeReference Type, IReadOnlyList<InputModel> Arguments);

internal sealed record InputModel(string Name, TypeReference Type, bool IsRequired);

/// <param name="Name">The type within all lists.</param>
internal sealed record TypeReference(string Name, bool IsList)
{
    public static TypeReference Of(JsonElement type)
    {
        var isList = false;
        while (type.TryGetProperty("ofType", out var inner) && inner.ValueKind == JsonValueKind.Object)
        {
            isList |= type.Text("kind") == "LIST";
            type = inner;
        }

        return new TypeReference(type.Text("name")!, isList);
    }
}
