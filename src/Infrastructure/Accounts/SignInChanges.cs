using SmsPlatform.Application.Accounts;

namespace SmsPlatform.Infrastructure.Accounts;

/// <inheritdoc cref="ISignInChanges"/>
internal sealed class SignInChanges : ISignInChanges, IDisposable
{
    private readonly SemaphoreSlim _changed = new(0);

    public void Raise()
    {
        // One pending hint is as good as many.
        if (_changed.CurrentCount == 0)
        {
            _changed.Release();
        }
    }

    public Task WaitAsync(TimeSpan atMost, CancellationToken cancellationToken) => _changed.WaitAsync(atMost, cancellationToken);

    public void Dispose() => _changed.Dispose();
}
