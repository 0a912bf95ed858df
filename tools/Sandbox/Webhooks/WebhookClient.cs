using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text;
using SmsPlatform.Sandbox.Network;

namespace SmsPlatform.Sandbox.Webhooks;

/// <summary>Posts one signed webhook, with the retries its URL asks for.</summary>
internal sealed class WebhookClient(Journal journal, TimeProvider clock) : IDisposable
{
    private const int MaxAnswer = 64 * 1024;
    private static readonly HttpRequestOptionsKey<int> ConnectTimeout = new("connect-timeout");

    private readonly HttpMessageInvoker _http = new(new SocketsHttpHandler
    {
        AllowAutoRedirect = false,
        UseCookies = false,
        UseProxy = false,
        ConnectCallback = ConnectAsync,
    });

    public async Task<WebhookExchange> SendAsync(WebhookCall call, CancellationToken cancellationToken)
    {
        var overrides = ConnectionOverrides.Of(call.Url);
        var idempotencyToken = Guid.NewGuid().ToString();
        var tries = new List<WebhookTry>();

        // Webhook time-outs are real time even when the clock is set by hand: a hanging receiver must not hang a test.
        using var total = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        total.CancelAfter(overrides.TotalTimeout);

        string? failure;
        do
        {
            (var attempt, failure) = await TryAsync(call, overrides, idempotencyToken, total.Token, cancellationToken);
            tries.Add(attempt);
        }
        while (failure is not null && tries.Count <= overrides.Retries && overrides.RetriesAfter(failure) && !total.IsCancellationRequested);

        var exchange = new WebhookExchange(call.Kind, call.Url, call.MessageSid, call.Parameters.ToDictionary(), tries);
        journal.Add(exchange);
        if (failure is not null)
        {
            var code = failure == "rt" ? 11205 : 11200;
            journal.Add(new ProviderAlert(clock.GetUtcNow(), code, tries[^1].Error ?? $"HTTP {tries[^1].Status}", call.Url, call.MessageSid));
        }

        return exchange;
    }

    public void Dispose() => _http.Dispose();

    private async Task<(WebhookTry Attempt, string? Failure)> TryAsync(
        WebhookCall call, ConnectionOverrides overrides, string idempotencyToken, CancellationToken total, CancellationToken stopping)
    {
        var at = clock.GetUtcNow();
        using var read = CancellationTokenSource.CreateLinkedTokenSource(total);
        read.CancelAfter(overrides.ReadTimeout);
        try
        {
            using var request = Request(call, idempotencyToken);
            request.Options.Set(ConnectTimeout, overrides.ConnectTimeout);
            using var response = await _http.SendAsync(request, read.Token);
            var body = await ReadAsync(response.Content, read.Token);
            var status = (int)response.StatusCode;
            var failure = status switch
            {
                >= 500 => "5xx",
                >= 300 => "4xx",
                _ => null,
            };
            return (new WebhookTry(at, status, response.Content.Headers.ContentType?.MediaType, body, null), failure);
        }
        catch (HttpRequestException exception)
        {
            var failure = exception.HttpRequestError is HttpRequestError.ConnectionError or HttpRequestError.NameResolutionError
                or HttpRequestError.SecureConnectionError ? "ct" : "rt";
            return (new WebhookTry(at, null, null, null, exception.Message), failure);
        }
        catch (IOException exception)
        {
            return (new WebhookTry(at, null, null, null, exception.Message), "rt");
        }
        catch (OperationCanceledException) when (!stopping.IsCancellationRequested)
        {
            return (new WebhookTry(at, null, null, null, "No answer in time."), "rt");
        }
        catch (UriFormatException exception)
        {
            return (new WebhookTry(at, null, null, null, exception.Message), "ct");
        }
    }

    private static HttpRequestMessage Request(WebhookCall call, string idempotencyToken)
    {
        var url = TwilioSignature.WithoutFragment(call.Url);
        var isGet = call.Method == "GET";
        if (isGet)
        {
            var query = string.Join('&', call.Parameters.Select(p => $"{Uri.EscapeDataString(p.Key)}={Uri.EscapeDataString(p.Value)}"));
            url += (url.Contains('?', StringComparison.Ordinal) ? '&' : '?') + query;
        }

        // The receiver checks the signature over what it got, so the path and query must arrive as configured.
        var uri = new Uri(url, new UriCreationOptions { DangerousDisablePathAndQueryCanonicalization = true });
        var request = new HttpRequestMessage(isGet ? HttpMethod.Get : HttpMethod.Post, uri);
        if (!isGet)
        {
            request.Content = new FormUrlEncodedContent(call.Parameters);
        }

        if (uri.UserInfo.Length > 0)
        {
            var credentials = Convert.ToBase64String(Encoding.UTF8.GetBytes(Uri.UnescapeDataString(uri.UserInfo)));
            request.Headers.Authorization = new AuthenticationHeaderValue("Basic", credentials);
        }

        request.Headers.Add(TwilioSignature.Header, TwilioSignature.Sign(call.SigningToken, url, isGet ? [] : call.Parameters));
        request.Headers.Add("I-Twilio-Idempotency-Token", idempotencyToken);
        request.Headers.Add("User-Agent", "TwilioProxy/1.1");
        request.Headers.Add("Accept", "*/*");
        return request;
    }

    private static async Task<string> ReadAsync(HttpContent content, CancellationToken cancellationToken)
    {
        await using var stream = await content.ReadAsStreamAsync(cancellationToken);
        var buffer = new byte[MaxAnswer];
        var length = await stream.ReadAtLeastAsync(buffer, MaxAnswer, throwOnEndOfStream: false, cancellationToken);
        return Encoding.UTF8.GetString(buffer, 0, length);
    }

    private static async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken cancellationToken)
    {
        var limit = context.InitialRequestMessage.Options.TryGetValue(ConnectTimeout, out var milliseconds)
            ? milliseconds
            : ConnectionOverrides.Default.ConnectTimeout;
        using var timer = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        timer.CancelAfter(limit);

        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(context.DnsEndPoint, timer.Token);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            socket.Dispose();
            throw new SocketException((int)SocketError.TimedOut);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}

/// <summary>One webhook to be posted.</summary>
internal sealed record WebhookCall(
    string Kind,
    string Url,
    string Method,
    string MessageSid,
    string SigningToken,
    IReadOnlyList<KeyValuePair<string, string>> Parameters);
