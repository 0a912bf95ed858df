using System.Net;

namespace SmsPlatform.Infrastructure.Channels.Twilio;

/// <summary>A form that knows whether any of it may have left, and that does not leave when it is too late for it.</summary>
/// <remarks>
/// The handler asks for the content only on a connection that stands. So whatever fails before that (name look-up, connection,
/// TLS, waiting for a free connection) has certainly not reached the server, and whatever fails after it may have.
/// </remarks>
/// <param name="mayLeave">Asked at the last moment; null: always.</param>
internal sealed class TrackedForm(IEnumerable<KeyValuePair<string, string>> fields, Func<bool>? mayLeave) : FormUrlEncodedContent(fields)
{
    public bool HasStarted { get; private set; }

    public bool IsTooLate { get; private set; }

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken)
    {
        Start();
        return base.SerializeToStreamAsync(stream, context, cancellationToken);
    }

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context)
    {
        Start();
        return base.SerializeToStreamAsync(stream, context);
    }

    private void Start()
    {
        if (mayLeave?.Invoke() == false)
        {
            IsTooLate = true;
            throw new IOException("It is too late for this request.");
        }

        HasStarted = true;
    }
}
