using System.Net.Http.Json;
using System.Text;
using System.Text.Json;

namespace SmsPlatform.IntegrationTests.GraphQL;

/// <summary>Asks the schema over HTTP.</summary>
internal static class GraphQLCalls
{
    /// <summary>The whole answer.</summary>
    public static async Task<JsonElement> GraphQLAsync(this HttpClient client, string query, object? variables = null)
    {
        using var response = await client.PostAsJsonAsync("/graphql", new { query, variables });
        using var json = JsonDocument.Parse(await response.Content.ReadAsStringAsync());
        return json.RootElement.Clone();
    }

    /// <summary>The data of an answer without errors.</summary>
    public static async Task<JsonElement> DataAsync(this HttpClient client, string query, object? variables = null)
    {
        var answer = await client.GraphQLAsync(query, variables);
        Assert.False(answer.TryGetProperty("errors", out var errors), errors.ToString());
        return answer.GetProperty("data");
    }

    /// <summary>The code of an answer's first error; null when it has none.</summary>
    public static string? Code(this JsonElement answer) =>
        answer.TryGetProperty("errors", out var errors) ? errors[0].GetProperty("extensions").GetProperty("code").GetString() : null;

    /// <summary>Follows names and, for lists, indexes: <c>"chatbots.nodes.0.name"</c>.</summary>
    public static JsonElement At(this JsonElement json, string path)
    {
        foreach (var step in path.Split('.'))
        {
            json = int.TryParse(step, out var index) ? json[index] : json.GetProperty(step);
        }

        return json;
    }

    /// <summary>The text at a path.</summary>
    public static string? Text(this JsonElement json, string path) => json.At(path).GetString();

    /// <summary>The id by which the schema knows an object.</summary>
    public static string GlobalId(string type, Guid id) => Convert.ToBase64String([.. Encoding.UTF8.GetBytes($"{type}:"), .. id.ToByteArray()]);
}
