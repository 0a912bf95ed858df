using System.Text.Json;
using SmsPlatform.ConformanceHost;

// One JSON request per line in, one JSON answer per line out, in order, until the input ends.
var session = new Session();
using var output = new StreamWriter(Console.OpenStandardOutput());
using var input = new StreamReader(Console.OpenStandardInput());

while (await input.ReadLineAsync() is { } line)
{
    await output.WriteLineAsync(await AnswerAsync(session, line));
    await output.FlushAsync();
}

static async Task<string> AnswerAsync(Session session, string line)
{
    try
    {
        using var request = JsonDocument.Parse(line, new JsonDocumentOptions { MaxDepth = 1024 });
        return (await session.AnswerAsync(request.RootElement)).ToJsonString();
    }
    catch (Exception exception)
    {
        // A crash is an answer too, and fails the comparison it belongs to.
        return JsonSerializer.Serialize(new { crash = exception.ToString() });
    }
}
