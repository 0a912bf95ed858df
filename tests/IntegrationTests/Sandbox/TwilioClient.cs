using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using SmsPlatform.Sandbox;

namespace SmsPlatform.IntegrationTests.Sandbox;

/// <summary>Calls the fake API as a customer of Twilio does.</summary>
internal sealed class TwilioClient(Uri baseAddress, string user = SandboxDefaults.AccountSid, string password = SandboxDefaults.AuthToken) : IDisposable
{
    private const string Account = $"/2010-04-01/Accounts/{SandboxDefaults.AccountSid}";

    private readonly HttpClient _http = new(new SocketsHttpHandler { AllowAutoRedirect = false })
    {
        BaseAddress = baseAddress,
        Timeout = TimeSpan.FromSeconds(20),
        DefaultRequestHeaders =
        {
            Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{user}:{password}"))),
        },
    };

    public HttpClient Http => _http;

    public Task<Answer> SendAsync(string to, string body, string? statusCallback = null, CancellationToken cancellationToken = default)
    {
        var form = new List<(string, string)> { ("To", to), ("From", SandboxDefaults.PhoneNumber), ("Body", body) };
        if (statusCallback is not null)
        {
            form.Add(("StatusCallback", statusCallback));
        }

        return PostAsync($"{Account}/Messages.json", form, cancellationToken);
    }

    public async Task<Answer> PostAsync(string path, IEnumerable<(string Name, string Value)> form, CancellationToken cancellationToken = default)
    {
        using var content = new FormUrlEncodedContent(form.Select(f => KeyValuePair.Create(f.Name, f.Value)));
        using var response = await _http.PostAsync(path, content, cancellationToken);
        return await Answer.ReadAsync(response);
    }

    public async Task<Answer> GetAsync(string path)
    {
        using var response = await _http.GetAsync(path);
        return await Answer.ReadAsync(response);
    }

    public void Dispose() => _http.Dispose();

    internal sealed record Answer(int Status, JsonElement Json, HttpResponseHeaders Headers)
    {
        public int Code => Json.GetProperty("code").GetInt32();

        public string? this[string property] => Json.GetProperty(property).ToString();

        public static async Task<Answer> ReadAsync(HttpResponseMessage response)
        {
            var text = await response.Content.ReadAsStringAsync();
            var json = text.StartsWith('{') ? JsonSerializer.Deserialize<JsonElement>(text) : default;
            return new Answer((int)response.StatusCode, json, response.Headers);
        }
    }
}
