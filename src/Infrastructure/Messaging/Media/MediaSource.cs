using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using Microsoft.Extensions.Options;
using SmsPlatform.Application.Channels;
using SmsPlatform.Application.Messaging.Media;
using SmsPlatform.Domain;
using SmsPlatform.Domain.Messaging;
using SmsPlatform.Infrastructure.Web;

namespace SmsPlatform.Infrastructure.Messaging.Media;

/// <inheritdoc cref="IMediaSource"/>
internal sealed class MediaSource(IHttpClientFactory clients, IOptions<MediaOptions> options, TimeProvider clock) : IMediaSource
{
    public const string PublicClient = "media";
    public const string ConfiguredClient = "media-configured";
    private const int MaxRedirects = 5;

    public async Task<Result<FetchedMedium>> FetchAsync(Uri address, Func<Uri, MediaGrant> grant, CancellationToken cancellationToken)
    {
        using var limit = new CancellationTokenSource(options.Value.FetchTimeout, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            return await FollowAsync(address, grant, either.Token);
        }
        catch (HttpRequestException exception) when (exception.InnerException is UnsafeAddressException)
        {
            return MediaErrors.Unsafe;
        }
        catch (Exception exception) when (
            exception is HttpRequestException or IOException || (exception is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            return MediaErrors.Unreachable;
        }
    }

    private async Task<Result<FetchedMedium>> FollowAsync(Uri address, Func<Uri, MediaGrant> grant, CancellationToken cancellationToken)
    {
        for (var hop = 0; hop <= MaxRedirects; hop++)
        {
            var allowed = grant(address);
            if (!allowed.IsConfigured && address.Scheme != Uri.UriSchemeHttps)
            {
                return MediaErrors.Unsafe;
            }

            using var request = new HttpRequestMessage(HttpMethod.Get, address);
            if (hop == 0 && allowed.Authorization is { } authorization)
            {
                request.Headers.Authorization = AuthenticationHeaderValue.Parse(authorization);
            }

            var client = clients.CreateClient(allowed.IsConfigured ? ConfiguredClient : PublicClient);
            using var response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
            if (Redirects.Of(response, address) is not { } next)
            {
                return await ReadAsync(response, cancellationToken);
            }

            address = next;
        }

        return MediaErrors.TooManyRedirects;
    }

    private async Task<Result<FetchedMedium>> ReadAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        if (response.StatusCode == HttpStatusCode.Gone)
        {
            return MediaErrors.Gone;
        }

        if (response.StatusCode != HttpStatusCode.OK)
        {
            return MediaErrors.Answered((int)response.StatusCode) with { RetryAfter = response.Headers.RetryAfter?.Delta };
        }

        var most = options.Value.MaxBytes;
        if (response.Content.Headers.ContentLength > most)
        {
            return MediaErrors.TooLarge(most);
        }

        var bytes = new MemoryStream();
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        await using var body = await response.Content.ReadAsStreamAsync(cancellationToken);
        var buffer = new byte[64 * 1024];
        while (await body.ReadAsync(buffer, cancellationToken) is > 0 and var read)
        {
            if (bytes.Length + read > most)
            {
                return MediaErrors.TooLarge(most);
            }

            hash.AppendData(buffer, 0, read);
            bytes.Write(buffer, 0, read);
        }

        if (bytes.Length == 0)
        {
            return MediaErrors.Empty;
        }

        bytes.Position = 0;
        var start = bytes.GetBuffer().AsSpan(0, (int)Math.Min(bytes.Length, MediaType.Looks)).ToArray();
        return new FetchedMedium(bytes, start, bytes.Length, Convert.ToHexStringLower(hash.GetHashAndReset()));
    }
}
