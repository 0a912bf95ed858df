using System.Net;
using Microsoft.Extensions.Options;
using SmsPlatform.Application.Knowledge;
using SmsPlatform.Domain;
using SmsPlatform.Domain.Knowledge;
using SmsPlatform.Infrastructure.Knowledge.Reading;
using SmsPlatform.Infrastructure.Web;

namespace SmsPlatform.Infrastructure.Knowledge;

/// <summary>Fetches what is at an address that somebody typed in, which may be meant to reach what only this machine can.</summary>
internal sealed class WebPages(IHttpClientFactory clients, IOptions<KnowledgeOptions> options, TimeProvider clock)
{
    public const string Client = "knowledge";
    private const int MaxRedirects = 5;

    public static bool IsAddress(string url, bool allowLoopback) =>
        url.Length <= Document.MaxAddressLength && Uri.TryCreate(url, UriKind.Absolute, out var address) && IsAllowed(address, allowLoopback);

    public async Task<Result<WebPage>> FetchAsync(Uri address, CancellationToken cancellationToken)
    {
        using var limit = new CancellationTokenSource(options.Value.FetchTimeout, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            return await FollowAsync(address, either.Token);
        }
        catch (HttpRequestException exception) when (exception.InnerException is UnsafeAddressException)
        {
            return KnowledgeErrors.AddressNotPublic;
        }
        catch (LimitReachedException)
        {
            return KnowledgeErrors.PageTooLarge;
        }
        catch (Exception exception) when (
            exception is HttpRequestException or IOException || (exception is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            return KnowledgeErrors.PageUnreachable;
        }
    }

    private async Task<Result<WebPage>> FollowAsync(Uri address, CancellationToken cancellationToken)
    {
        var client = clients.CreateClient(Client);
        for (var hop = 0; hop <= MaxRedirects; hop++)
        {
            if (!IsAllowed(address, options.Value.AllowLoopback))
            {
                return KnowledgeErrors.AddressNotPublic;
            }

            using var request = new HttpRequestMessage(HttpMethod.Get, address);
            request.Headers.UserAgent.ParseAdd("SmsPlatform/1.0");
            request.Headers.Accept.ParseAdd("text/html, text/markdown, text/plain, application/pdf;q=0.9, */*;q=0.5");
            using var response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
            if (Redirects.Of(response, address) is not { } next)
            {
                return await ReadAsync(address, response, cancellationToken);
            }

            address = next;
        }

        return KnowledgeErrors.TooManyRedirects;
    }

    private async Task<Result<WebPage>> ReadAsync(Uri address, HttpResponseMessage response, CancellationToken cancellationToken)
    {
        if (response.StatusCode != HttpStatusCode.OK)
        {
            return KnowledgeErrors.PageRefused((int)response.StatusCode);
        }

        if (response.Content.Headers.ContentLength > options.Value.MaxDocumentBytes)
        {
            return KnowledgeErrors.PageTooLarge;
        }

        await using var body = await response.Content.ReadAsStreamAsync(cancellationToken);
        await using var limited = new LimitedStream(body, options.Value.MaxDocumentBytes);
        using var buffer = new MemoryStream();
        await limited.CopyToAsync(buffer, cancellationToken);
        var content = buffer.ToArray();

        // What the server says counts more than what the address looks like: "/report.pdf" may well be a page about it.
        var kind = DocumentKinds.Of(null, response.Content.Headers.ContentType?.ToString(), content)
            ?? (response.Content.Headers.ContentType is null ? DocumentKinds.Of(address.AbsolutePath, null, content) : null);
        return kind is { } known ? new WebPage(known, content) : KnowledgeErrors.PageKindUnknown;
    }

    // The connection looks at the address behind the name; here only what can be told from the text.
    private static bool IsAllowed(Uri address, bool allowLoopback) =>
        address.UserInfo.Length == 0
        && (address.Scheme == Uri.UriSchemeHttps || (allowLoopback && address.Scheme == Uri.UriSchemeHttp && address.IsLoopback));
}

internal sealed record WebPage(DocumentKind Kind, byte[] Content);
