using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Serialization;
using SmsPlatform.Sandbox;
using SmsPlatform.Sandbox.Failures;

namespace SmsPlatform.FaultTests.Harness;

/// <summary>The fake provider as a process of its own, scripted and watched over HTTP.</summary>
internal sealed class SandboxProcess() : ServiceProcess(Builds.Sandbox, "/health/live", Settings)
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    private readonly HttpClient _http = new() { Timeout = TimeSpan.FromSeconds(30) };

    private static Dictionary<string, string> Settings => new() { ["Sandbox__StepDelay"] = "00:00:00" };

    public async Task ResetAsync()
    {
        using var answer = await _http.PostAsync(new Uri(Address, "/reset"), content: null);
        answer.EnsureSuccessStatusCode();
    }

    public async Task FailAsync(FailurePlan plan)
    {
        using var answer = await _http.PutAsJsonAsync(new Uri(Address, "/failures"), plan, Json);
        answer.EnsureSuccessStatusCode();
    }

    /// <summary>How many messages and callbacks are under way.</summary>
    public async Task<int> UnderWayAsync() => (await ReadAsync<Activity>("/activity")).UnderWay;

    /// <summary>What every phone received.</summary>
    public async Task<IReadOnlyList<PhoneMessage>> ReceivedAsync() =>
        [.. (await ReadAsync<List<PhoneMessage>>("/phone/messages")).Where(message => message.Direction == "received")];

    /// <summary>Every request to send.</summary>
    public Task<List<Send>> SendsAsync() => ReadAsync<List<Send>>("/sends");

    /// <summary>Every answered request for the message log.</summary>
    public Task<List<LookUp>> LookUpsAsync() => ReadAsync<List<LookUp>>("/look-ups");

    private async Task<T> ReadAsync<T>(string path) => (await _http.GetFromJsonAsync<T>(new Uri(Address, path), Json))!;

    private sealed record Activity(int UnderWay);

    /// <summary>A request to send as the sandbox saw it.</summary>
    internal sealed record Send(
        DateTimeOffset At,
        string To,
        string Body,
        [property: JsonPropertyName("messageSid")] string? MessageSid,
        DateTimeOffset? AcceptedAt,
        int? Answer,
        string? Fault,
        string? StatusCallback);

    /// <summary>A request for the log of what was sent to a phone.</summary>
    internal sealed record LookUp(DateTimeOffset At, string To);
}
