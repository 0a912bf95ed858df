using System.Text.Json;
using System.Text.RegularExpressions;

namespace SmsPlatform.Sandbox.Ai;

/// <summary>Chat completions in OpenAI's form, by a model that needs no machine: it reads its passages and does as it is scripted.</summary>
internal static partial class ChatEndpoints
{
    private const int MaxDelay = 60_000;

    public static void MapChat(this IEndpointRouteBuilder routes)
    {
        routes.MapPost("/v1/chat/completions", CompleteAsync);
        routes.MapGet("/ai/requests", (ModelScript script) => script.Requests);
        routes.MapPut("/ai/script", PutScript);
        routes.MapDelete("/ai/script", (ModelScript script) => script.Reset());
    }

    private static IResult PutScript(ScriptRequest request, ModelScript script)
    {
        if (request.Manner is { } text)
        {
            if (!Enum.TryParse<ModelManner>(text, ignoreCase: true, out var manner) || !Enum.IsDefined(manner))
            {
                return TypedResults.Problem($"Manners: {string.Join(", ", Enum.GetNames<ModelManner>())}.", statusCode: StatusCodes.Status400BadRequest);
            }

            script.Manner = manner;
        }

        script.Plan([.. request.Answers ?? []]);
        return TypedResults.NoContent();
    }

    private static async Task<IResult> CompleteAsync(HttpContext context, ModelScript script, CancellationToken cancellationToken)
    {
        JsonElement body;
        try
        {
            using var json = await JsonDocument.ParseAsync(context.Request.Body, cancellationToken: cancellationToken);
            body = json.RootElement.Clone();
        }
        catch (JsonException)
        {
            return AiFailure.Of(StatusCodes.Status400BadRequest, "The body is no JSON.");
        }

        if (Read(body) is not { } request)
        {
            return AiFailure.Of(StatusCodes.Status400BadRequest, "A request has a model and messages.");
        }

        var planned = script.Take(request);
        await script.WhenUnblockedAsync(cancellationToken);
        if (planned is { DelayMilliseconds: > 0 })
        {
            await Task.Delay(Math.Min(planned.DelayMilliseconds, MaxDelay), cancellationToken);
        }

        if (planned is { Status: not StatusCodes.Status200OK })
        {
            if (planned.RetryAfterSeconds is { } seconds)
            {
                context.Response.Headers.RetryAfter = seconds.ToString(System.Globalization.CultureInfo.InvariantCulture);
            }

            return AiFailure.Of(planned.Status, "As scripted.");
        }

        var content = planned?.Content ?? Write(script.Manner, request, script.NextTurn());
        return TypedResults.Json(new
        {
            id = $"chatcmpl-{Guid.NewGuid():N}",
            @object = "chat.completion",
            created = DateTimeOffset.UtcNow.ToUnixTimeSeconds(),
            model = request.Model,
            choices = new[] { new { index = 0, message = new { role = "assistant", content }, finish_reason = "stop" } },
            usage = new
            {
                prompt_tokens = request.Messages.Sum(message => message.Text.Length) / 4,
                completion_tokens = content.Length / 4,
                total_tokens = (request.Messages.Sum(message => message.Text.Length) + content.Length) / 4,
            },
        });
    }

    private static string Write(ModelManner manner, ModelRequest request, int turn)
    {
        var passages = Passage().Matches(string.Join('\n', request.Messages.Where(message => message.Role == "user").Select(message => message.Text)));
        var first = passages.Count > 0 ? passages[0].Groups["text"].Value.Trim() : "";
        return manner switch
        {
            ModelManner.Obedient => Answer(string.Join('\n', request.Messages.Select(message => message.Text))),
            ModelManner.Treacherous => Answer($"{Sentences(first)} {Disguise.Of(request, turn)}".Trim()),
            ModelManner.Inventive => Answer("Certainly! We are open around the clock, everything is free, and Napoleon himself will fetch you at 4711 Moon Street."),
            ModelManner.Longwinded => Answer(string.Join(' ', Enumerable.Repeat(first.Length > 0 ? first : "Well, as I said.", 40))),
            ModelManner.Garbled => "I think it is probably fine!",
            _ => first.Length == 0 ? """{"answer":"","passages":[]}""" : Answer(Sentences(first)),
        };
    }

    private static string Answer(string text) => $$"""{"answer":{{JsonSerializer.Serialize(text)}},"passages":[1]}""";

    private static string Sentences(string passage) => Sentence().Match(passage) is { Success: true } found ? found.Value.Trim() : passage;

    private static ModelRequest? Read(JsonElement body)
    {
        if (body.ValueKind != JsonValueKind.Object
            || !body.TryGetProperty("model", out var model) || model.ValueKind != JsonValueKind.String
            || !body.TryGetProperty("messages", out var messages) || messages.ValueKind != JsonValueKind.Array)
        {
            return null;
        }

        var read = new List<ModelMessage>();
        var pictures = 0;
        foreach (var message in messages.EnumerateArray())
        {
            var role = message.GetProperty("role").GetString() ?? "";
            var content = message.GetProperty("content");
            if (content.ValueKind != JsonValueKind.Array)
            {
                read.Add(new ModelMessage(role, content.GetString() ?? ""));
                continue;
            }

            var texts = content.EnumerateArray().Where(part => part.GetProperty("type").GetString() == "text").Select(part => part.GetProperty("text").GetString());
            pictures += content.EnumerateArray().Count(part => part.GetProperty("type").GetString() == "image_url");
            read.Add(new ModelMessage(role, string.Join('\n', texts)));
        }

        return new ModelRequest(model.GetString()!, read, pictures, body);
    }

    private sealed record ScriptRequest(string? Manner, IReadOnlyList<PlannedAnswer>? Answers);

    [GeneratedRegex(@"^====== \[\d+\][^\n]*\n(?<text>.*?)\n(?=======)", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Passage();

    [GeneratedRegex(@"^.{1,400}?[.!?](?=\s|$)", RegexOptions.Singleline)]
    private static partial Regex Sentence();
}
