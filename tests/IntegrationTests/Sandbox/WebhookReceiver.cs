using System.Collections.Concurrent;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.DependencyInjection;

namespace SmsPlatform.IntegrationTests.Sandbox;

/// <summary>Stands in for the platform: takes webhooks on a free port and answers as it is told.</summary>
internal sealed class WebhookReceiver : IAsyncDisposable
{
    private readonly ConcurrentQueue<Received> _received = new();
    private readonly WebApplication _app;

    private WebhookReceiver(WebApplication app) => _app = app;

    public string Address => _app.Urls.First();

    public IReadOnlyList<Received> Requests => [.. _received];

    /// <summary>Status, content type and body of the answer to each request.</summary>
    public Func<Received, (int Status, string? ContentType, string Body)> Answer { get; set; } =
        _ => (200, "text/xml", "<Response/>");

    public static async Task<WebhookReceiver> StartAsync()
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
        builder.Services.AddRoutingCore();
        var receiver = new WebhookReceiver(builder.Build());
        receiver._app.Run(receiver.HandleAsync);
        await receiver._app.StartAsync();
        return receiver;
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private async Task HandleAsync(HttpContext context)
    {
        using var raw = new MemoryStream();
        await context.Request.Body.CopyToAsync(raw);

        // Read by hand, because the framework's own reader refuses what Twilio may post, such as a NUL.
        var form = QueryHelpers.ParseQuery(Encoding.ASCII.GetString(raw.ToArray()));
        var request = new Received(
            context.Request.Method,
            $"{context.Request.Scheme}://{context.Request.Host}{context.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget}",
            form.ToDictionary(pair => pair.Key, pair => pair.Value.ToString()),
            context.Request.Headers.ToDictionary(pair => pair.Key, pair => pair.Value.ToString(), StringComparer.OrdinalIgnoreCase),
            raw.ToArray());
        _received.Enqueue(request);

        var (status, contentType, body) = Answer(request);
        context.Response.StatusCode = status;
        if (body.Length > 0)
        {
            context.Response.ContentType = contentType;
            await context.Response.WriteAsync(body);
        }
    }

    internal sealed record Received(
        string Method, string Url, IReadOnlyDictionary<string, string> Form, IReadOnlyDictionary<string, string> Headers, byte[] Body)
    {
        public string Path => new Uri(Url).AbsolutePath;
    }
}
