using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;

namespace SmsPlatform.IntegrationTests.Media;

/// <summary>A web server on a free port of this machine that answers as a test scripts it, and remembers what it was asked.</summary>
internal sealed class MediaProvider : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly ConcurrentDictionary<string, Func<HttpContext, Task>> _answers = new();

    private MediaProvider(WebApplication app) => _app = app;

    public string Address => _app.Urls.First();

    public ConcurrentQueue<(string Path, string? Authorization)> Requests { get; } = new();

    public static MediaProvider Start()
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
        var provider = new MediaProvider(builder.Build());
        provider._app.Run(provider.AnswerAsync);
        ((Microsoft.Extensions.Hosting.IHost)provider._app).StartAsync().GetAwaiter().GetResult();
        return provider;
    }

    public string At(string path, Func<HttpContext, Task> answer)
    {
        _answers[path] = answer;
        return Address + path;
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private Task AnswerAsync(HttpContext context)
    {
        var path = context.Request.Path.Value!;
        Requests.Enqueue((path, context.Request.Headers.Authorization));
        if (_answers.TryGetValue(path, out var answer))
        {
            return answer(context);
        }

        context.Response.StatusCode = StatusCodes.Status404NotFound;
        return Task.CompletedTask;
    }
}
