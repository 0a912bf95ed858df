using MediatR;
using SmsPlatform.Application;
using SmsPlatform.Application.Messaging;

namespace SmsPlatform.WebApi.GraphQL;

/// <summary>Opens the application's streams as the server's.</summary>
public sealed class LiveStreams
{
    private readonly IMediator _mediator;
    private readonly SubscriptionCounter _counter;
    private readonly IHttpContextAccessor _accessor;

    internal LiveStreams(IMediator mediator, SubscriptionCounter counter, IHttpContextAccessor accessor) =>
        (_mediator, _counter, _accessor) = (mediator, counter, accessor);

    /// <summary>When this returns the subscription stands: what happens from then on is not missed.</summary>
    public async ValueTask<ISourceStream<T>> OpenAsync<T>(IQuery<ILiveStream<T>> request, CancellationToken cancellationToken)
    {
        var context = _accessor.HttpContext;
        var place = _counter.TryTake(LimitOwner.Of(context?.User, context))
            ?? throw Failure("subscriptions.too_many", "There are too many subscriptions open. End one, and try again.");
        try
        {
            return new Source<T>((await _mediator.Send(request, cancellationToken)).OrThrow(), place);
        }
        catch
        {
            place.Dispose();
            throw;
        }
    }

    private static GraphQLException Failure(string code, string message) =>
        new(ErrorBuilder.New().SetMessage(message).SetCode(code).Build());

    private sealed class Source<T>(ILiveStream<T> stream, IDisposable place) : ISourceStream<T>
    {
        public async IAsyncEnumerable<T> ReadEventsAsync()
        {
            await using var events = stream.ReadAsync(CancellationToken.None).GetAsyncEnumerator();
            while (await MoveNextAsync(events))
            {
                yield return events.Current;
            }
        }

        async IAsyncEnumerable<object?> ISourceStream.ReadEventsAsync()
        {
            await foreach (var item in ReadEventsAsync())
            {
                yield return item;
            }
        }

        public ValueTask DisposeAsync()
        {
            place.Dispose();
            return stream.DisposeAsync();
        }

        private static async ValueTask<bool> MoveNextAsync(IAsyncEnumerator<T> events)
        {
            try
            {
                return await events.MoveNextAsync();
            }
            catch (StreamTooSlowException exception)
            {
                throw Failure("stream.too_slow", exception.Message);
            }
        }
    }
}
