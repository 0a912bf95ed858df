using System.Net;

namespace SmsPlatform.Infrastructure.Channels.Twilio;

/// <summary>A form that knows whether any of it may have left.</summary>
/// <remarks>
/// The handler asks for the content only on a connection that stands. So whatever fails before that (name look-up, connection,
/// TLS, waiting for a free connection) has certainly not reached the server, and whatever fails after it may have.
/// </remarks>
internal sealed class TrackedForm(IEnumerable<KeyValuePair<string, string>> fields) : FormUrlEncodedContent(fields)
{
    public bool HasStarted { get; private set; }

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken)
    {
        HasStarted = true;
        return base.SerializeToStreamAsync(stream, context, cancellationToken);
    }

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context)
    {
        HasStarted = true;
        return base.SerializeToStreamAsync(stream, context);
    }
}
