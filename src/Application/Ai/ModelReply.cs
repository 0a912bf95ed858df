using System.Text.Json;

namespace SmsPlatform.Application.Ai;

/// <summary>What a model wrote, read as the form that was asked for.</summary>
/// <param name="Answer">Empty: the passages do not hold one.</param>
/// <param name="Passages">Numbers, from 1, as the model gave them.</param>
public sealed record ModelReply(string Answer, IReadOnlyList<int> Passages)
{
    /// <summary>Null when it is anything else. Words around the object, which some models cannot do without, are passed over.</summary>
    public static ModelReply? Parse(string text)
    {
        var from = text.IndexOf('{', StringComparison.Ordinal);
        var to = text.LastIndexOf('}');
        if (from < 0 || to < from)
        {
            return null;
        }

        try
        {
            using var json = JsonDocument.Parse(text.AsMemory(from, to - from + 1));
            var root = json.RootElement;
            return root.TryGetProperty("answer", out var answer) && answer.ValueKind == JsonValueKind.String
                ? new ModelReply(answer.GetString()!.Trim(), Numbers(root))
                : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static List<int> Numbers(JsonElement root)
    {
        var numbers = new List<int>();
        if (root.TryGetProperty("passages", out var passages) && passages.ValueKind == JsonValueKind.Array)
        {
            foreach (var passage in passages.EnumerateArray())
            {
                if (passage.ValueKind == JsonValueKind.Number && passage.TryGetInt32(out var number))
                {
                    numbers.Add(number);
                }
            }
        }

        return numbers;
    }
}
