namespace SmsPlatform.GraphQL.AspNetCore.WebSockets;

/// <summary>A running operation of a <see cref="SocketSession"/>.</summary>
internal sealed class SocketOperation(string id, CancellationToken sessionEnded) : IDisposable
{
    private readonly CancellationTokenSource _ended = CancellationTokenSource.CreateLinkedTokenSource(sessionEnded);

    public string Id => id;

    /// <summary>The id as JSON.</summary>
    public byte[] EncodedId { get; } = SocketFrame.EncodeId(id);

    /// <summary>Cancelled when the client or the session ends the operation.</summary>
    public CancellationToken Ended => _ended.Token;

    /// <summary>The running operation. Never fails.</summary>
    public Task Running { get; set; } = Task.CompletedTask;

    public void End()
    {
        try
        {
            _ended.Cancel();
        }
        catch (ObjectDisposedException)
        {
            // The operation ended by itself a moment before.
        }
    }

    public void Dispose() => _ended.Dispose();
}
