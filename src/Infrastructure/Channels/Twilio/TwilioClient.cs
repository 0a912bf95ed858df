using System.Diagnostics;
using System.Net.Http.Headers;
using System.Text.Json;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using SmsPlatform.Application.Channels;

namespace SmsPlatform.Infrastructure.Channels.Twilio;

/// <summary>Twilio's REST API. It answers with what happened, and throws for nothing that Twilio or the network can do.</summary>
internal sealed partial class TwilioClient(
    HttpClient http,
    IOptions<TwilioOptions> options,
    TimeProvider clock,
    ILogger<TwilioClient> logger)
{
    // A page of a hundred long messages is about 300 kB.
    private const int MaxAnswerBytes = 4 * 1024 * 1024;

    private readonly TwilioOptions _options = options.Value;

    /// <param name="sendBy">Until when the request may leave; null: at any time.</param>
    public Task<TwilioAnswer> CreateMessageAsync(
        ChannelConnection connection,
        IEnumerable<KeyValuePair<string, string>> fields,
        DateTimeOffset? sendBy,
        CancellationToken cancellationToken) =>
        CallUrlAsync(
            HttpMethod.Post, Url(AccountPath(connection, "/Messages.json")), TwilioCredentials.ForMessages(connection), fields,
            _options.ResponseTimeout, cancellationToken, sendBy);

    /// <param name="query">Escaped, without its question mark.</param>
    public Task<TwilioAnswer> ListMessagesAsync(ChannelConnection connection, string query, CancellationToken cancellationToken) =>
        ListMessagesPageAsync(connection, AccountPath(connection, $"/Messages.json?{query}"), cancellationToken);

    /// <param name="path">A <c>next_page_uri</c> as Twilio gave it.</param>
    public Task<TwilioAnswer> ListMessagesPageAsync(ChannelConnection connection, string path, CancellationToken cancellationToken) =>
        CallAsync(
            HttpMethod.Get, path, TwilioCredentials.ForMessages(connection), null, _options.ResponseTimeout, cancellationToken);

    /// <summary>The attachments of one message.</summary>
    public Task<TwilioAnswer> ListMediaAsync(ChannelConnection connection, string messageSid, CancellationToken cancellationToken) =>
        ListMessagesPageAsync(connection, AccountPath(connection, $"/Messages/{Uri.EscapeDataString(messageSid)}/Media.json"), cancellationToken);

    public Task<TwilioAnswer> GetAccountAsync(ChannelConnection connection, CancellationToken cancellationToken) =>
        CallAsync(
            HttpMethod.Get, AccountPath(connection, ".json"), TwilioCredentials.ForAccount(connection), null,
            _options.StatusTimeout, cancellationToken);

    public Task<TwilioAnswer> GetBalanceAsync(ChannelConnection connection, CancellationToken cancellationToken) =>
        CallAsync(
            HttpMethod.Get, AccountPath(connection, "/Balance.json"), TwilioCredentials.ForAccount(connection), null,
            _options.StatusTimeout, cancellationToken);

    /// <summary>The numbers of the account that contain this one.</summary>
    public Task<TwilioAnswer> FindNumberAsync(ChannelConnection connection, string number, CancellationToken cancellationToken) =>
        CallAsync(
            HttpMethod.Get, AccountPath(connection, $"/IncomingPhoneNumbers.json?PhoneNumber={Uri.EscapeDataString(number)}"),
            TwilioCredentials.ForAccount(connection), null, _options.StatusTimeout, cancellationToken);

    public Task<TwilioAnswer> ConfigureNumberAsync(
        ChannelConnection connection, string numberSid, IEnumerable<KeyValuePair<string, string>> fields, CancellationToken cancellationToken) =>
        CallAsync(
            HttpMethod.Post, AccountPath(connection, $"/IncomingPhoneNumbers/{Uri.EscapeDataString(numberSid)}.json"),
            TwilioCredentials.ForAccount(connection), fields, _options.StatusTimeout, cancellationToken);

    public Task<TwilioAnswer> GetServiceAsync(ChannelConnection connection, CancellationToken cancellationToken) =>
        CallUrlAsync(
            HttpMethod.Get, $"{_options.Messaging}/v1/Services/{Uri.EscapeDataString(connection.ServiceId)}",
            TwilioCredentials.ForAccount(connection), null, _options.StatusTimeout, cancellationToken);

    public Task<TwilioAnswer> ConfigureServiceAsync(
        ChannelConnection connection, IEnumerable<KeyValuePair<string, string>> fields, CancellationToken cancellationToken) =>
        CallUrlAsync(
            HttpMethod.Post, $"{_options.Messaging}/v1/Services/{Uri.EscapeDataString(connection.ServiceId)}",
            TwilioCredentials.ForAccount(connection), fields, _options.StatusTimeout, cancellationToken);

    public Task<TwilioAnswer> LookUpNumberAsync(ChannelConnection connection, string number, CancellationToken cancellationToken) =>
        CallUrlAsync(
            HttpMethod.Get, $"{_options.Lookups}/v2/PhoneNumbers/{Uri.EscapeDataString(number)}",
            TwilioCredentials.ForAccount(connection), null, _options.StatusTimeout, cancellationToken);

    /// <summary>The cheapest question that the credentials for sending can be asked.</summary>
    public Task<TwilioAnswer> ProbeSendingAsync(ChannelConnection connection, CancellationToken cancellationToken) =>
        CallAsync(
            HttpMethod.Get, AccountPath(connection, "/Messages.json?PageSize=1"), TwilioCredentials.ForMessages(connection), null,
            _options.StatusTimeout, cancellationToken);

    private static string AccountPath(ChannelConnection connection, string rest) =>
        $"/2010-04-01/Accounts/{Uri.EscapeDataString(connection.AccountId)}{rest}";

    private Task<TwilioAnswer> CallAsync(
        HttpMethod method,
        string path,
        TwilioCredentials? credentials,
        IEnumerable<KeyValuePair<string, string>>? fields,
        TimeSpan timeout,
        CancellationToken cancellationToken) =>
        CallUrlAsync(method, Url(path), credentials, fields, timeout, cancellationToken);

    private string Url(string path) => _options.ApiBaseUrl.TrimEnd('/') + path;

    private async Task<TwilioAnswer> CallUrlAsync(
        HttpMethod method,
        string url,
        TwilioCredentials? credentials,
        IEnumerable<KeyValuePair<string, string>>? fields,
        TimeSpan timeout,
        CancellationToken cancellationToken,
        DateTimeOffset? sendBy = null)
    {
        if (credentials is null)
        {
            return TwilioAnswer.NotSent(TwilioFailures.CredentialsMissing);
        }

        using var request = new HttpRequestMessage(method, url);
        request.Headers.Authorization = credentials.ToHeader();
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("application/json"));
        var form = fields is null ? null : new TrackedForm(fields, sendBy is { } last ? () => clock.GetUtcNow() < last : null);
        request.Content = form;

        using var limit = new CancellationTokenSource(timeout, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        var started = Stopwatch.GetTimestamp();
        TwilioAnswer answer;
        try
        {
            using var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, either.Token);
            answer = new TwilioAnswer(
                TwilioReach.Answered, (int)response.StatusCode, await ReadJsonAsync(response.Content, either.Token), RetryAfter(response), null);
        }
        catch (Exception exception) when (exception is HttpRequestException or OperationCanceledException or IOException)
        {
            var failure = form is { IsTooLate: true } ? TwilioFailures.TooLate
                : exception is not OperationCanceledException ? TwilioFailures.ConnectionFailed
                : cancellationToken.IsCancellationRequested ? TwilioFailures.Cancelled
                : TwilioFailures.TimedOut;
            answer = form is { HasStarted: true } ? TwilioAnswer.NoAnswer(failure) : TwilioAnswer.NotSent(failure);
        }

        Log(method, answer, Stopwatch.GetElapsedTime(started));
        return answer;
    }

    // The status alone tells most of what there is to know, so an answer that breaks off is still an answer.
    private static async Task<JsonElement> ReadJsonAsync(HttpContent content, CancellationToken cancellationToken)
    {
        try
        {
            await content.LoadIntoBufferAsync(MaxAnswerBytes, cancellationToken);
            using var json = await JsonDocument.ParseAsync(
                await content.ReadAsStreamAsync(cancellationToken), cancellationToken: cancellationToken);
            return json.RootElement.ValueKind == JsonValueKind.Object ? json.RootElement.Clone() : default;
        }
        catch (Exception exception) when (
            exception is HttpRequestException or OperationCanceledException or IOException or JsonException)
        {
            return default;
        }
    }

    private TimeSpan? RetryAfter(HttpResponseMessage response)
    {
        var header = response.Headers.RetryAfter;
        var wait = header?.Delta ?? (header?.Date - clock.GetUtcNow());
        return wait < TimeSpan.Zero ? TimeSpan.Zero : wait;
    }

    private void Log(HttpMethod method, TwilioAnswer answer, TimeSpan elapsed)
    {
        var milliseconds = (long)elapsed.TotalMilliseconds;
        if (answer.IsSuccess)
        {
            LogAnswered(method.Method, answer.Status, milliseconds);
        }
        else
        {
            LogFailed(method.Method, answer.Reach, answer.Status, answer.ErrorCode ?? answer.Failure, milliseconds);
        }
    }

    [LoggerMessage(Level = LogLevel.Debug, Message = "Twilio answered a {Method} with {Status} in {Milliseconds} ms")]
    private partial void LogAnswered(string method, int status, long milliseconds);

    [LoggerMessage(Level = LogLevel.Warning, Message = "A {Method} to Twilio failed: {Reach}, status {Status}, code {Code}, after {Milliseconds} ms")]
    private partial void LogFailed(string method, TwilioReach reach, int status, string? code, long milliseconds);
}
