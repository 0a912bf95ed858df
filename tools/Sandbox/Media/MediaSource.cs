using SmsPlatform.Sandbox.Network;

namespace SmsPlatform.Sandbox.Media;

/// <summary>Reads an attachment: from memory, or from the address it was given by, within Twilio's 5 MB.</summary>
internal sealed class MediaSource : IDisposable
{
    private readonly HttpClient _http = new() { Timeout = TimeSpan.FromSeconds(5), MaxResponseContentBufferSize = 5 * 1024 * 1024 };

    public async Task<byte[]?> ReadAsync(MediaItem item, CancellationToken cancellationToken)
    {
        if (item.Content is not null)
        {
            return item.Content;
        }

        try
        {
            return await _http.GetByteArrayAsync(new Uri(item.Source), cancellationToken);
        }
        catch (HttpRequestException)
        {
            return null;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return null;
        }
    }

    public void Dispose() => _http.Dispose();
}
