using System.Text.Json;

namespace SmsPlatform.Infrastructure.Channels.Twilio;

/// <summary>How far a request to Twilio came.</summary>
internal enum TwilioReach
{
    /// <summary>It never left, so Twilio cannot have acted on it.</summary>
    NotSent,

    /// <summary>It left, and no answer came back: Twilio may have acted on it.</summary>
    NoAnswer,

    /// <summary>Twilio answered.</summary>
    Answered,
}

/// <summary>What came of one request to Twilio's REST API.</summary>
/// <param name="Status">The HTTP status; 0 without an answer.</param>
/// <param name="Body">The answer's JSON object; undefined when there was none that could be read.</param>
/// <param name="Failure">Without an answer: what went wrong, as a stable code.</param>
internal sealed record TwilioAnswer(TwilioReach Reach, int Status, JsonElement Body, TimeSpan? RetryAfter, string? Failure)
{
    public bool IsSuccess => Reach == TwilioReach.Answered && Status is >= 200 and < 300;

    /// <summary>Twilio's own error code, in an error's body.</summary>
    public string? ErrorCode => Text(Body, "code");

    public static TwilioAnswer NotSent(string failure) => new(TwilioReach.NotSent, 0, default, null, failure);

    public static TwilioAnswer NoAnswer(string failure) => new(TwilioReach.NoAnswer, 0, default, null, failure);

    /// <summary>A text or number of a JSON object as text; null when it is anything else or not there.</summary>
    public static string? Text(JsonElement json, string property) =>
        json.ValueKind == JsonValueKind.Object && json.TryGetProperty(property, out var value)
            ? value.ValueKind switch
            {
                JsonValueKind.String => value.GetString(),
                JsonValueKind.Number => value.GetRawText(),
                _ => null,
            }
            : null;

    /// <summary>The elements of a JSON object's array; null when it is anything else or not there.</summary>
    public static JsonElement.ArrayEnumerator? List(JsonElement json, string property) =>
        json.ValueKind == JsonValueKind.Object && json.TryGetProperty(property, out var value) && value.ValueKind == JsonValueKind.Array
            ? value.EnumerateArray()
            : null;
}
