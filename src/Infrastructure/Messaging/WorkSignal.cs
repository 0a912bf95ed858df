namespace SmsPlatform.Infrastructure.Messaging;

/// <summary>Tells this node's workers that there may be work, so that they need not ask all the time.</summary>
/// <remarks>A hint only: the rows are the truth, and workers look at them by themselves now and then.</remarks>
internal sealed class WorkSignal(TimeProvider clock) : IDisposable
{
    private readonly SemaphoreSlim _answers = new(0);
    private readonly SemaphoreSlim _deliveries = new(0);
    private readonly SemaphoreSlim _messages = new(0);
    private readonly DueTimes _dueDeliveries = new();

    public void AnswersMayBeDue() => Raise(_answers);

    public void MessagesWereStored() => Raise(_messages);

    public void DeliveriesMayBeDue() => Raise(_deliveries);

    /// <summary>A delivery will be due then.</summary>
    public void DeliveriesWillBeDue(DateTimeOffset at) => _dueDeliveries.Add(at);

    public Task WaitForAnswersAsync(TimeSpan atMost, CancellationToken cancellationToken) =>
        _answers.WaitAsync(atMost, cancellationToken);

    public Task WaitForDeliveriesAsync(TimeSpan atMost, CancellationToken cancellationToken) =>
        _deliveries.WaitAsync(_dueDeliveries.TimeToNext(clock.GetUtcNow(), atMost), cancellationToken);

    public Task WaitForMessagesAsync(TimeSpan atMost, CancellationToken cancellationToken) =>
        _messages.WaitAsync(atMost, cancellationToken);

    public void Dispose()
    {
        _messages.Dispose();
        _answers.Dispose();
        _deliveries.Dispose();
    }

    private static void Raise(SemaphoreSlim signal)
    {
        // One pending hint is as good as many.
        if (signal.CurrentCount == 0)
        {
            signal.Release();
        }
    }
}
