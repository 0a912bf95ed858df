using MediatR;
using SmsPlatform.Application;
using SmsPlatform.Application.Messaging;

namespace SmsPlatform.WebApi.GraphQL;

/// <summary>Opens the application's streams as the server's.</summary>
public sealed class LiveStreams(IMediator mediator)
{
    /// <summary>When this returns the subscription stands: what happens from then on is not missed.</summary>
    public async ValueTask<ISourceStream<T>> OpenAsync<T>(IQuery<ILiveStream<T>> request, CancellationToken cancellationToken) =>
        new Source<T>((await mediator.Send(request, cancellationToken)).OrThrow());

    private sealed class Source<T>(ILiveStream<T> stream) : ISourceStream<T>
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

        public ValueTask DisposeAsync() => stream.DisposeAsync();

        private static async ValueTask<bool> MoveNextAsync(IAsyncEnumerator<T> events)
        {
            try
            {
                return await events.MoveNextAsync();
            }
            catch (StreamTooSlowException exception)
            {
                throw new GraphQLException(ErrorBuilder.New().SetMessage(exception.Message).SetCode("stream.too_slow").Build());
            }
        }
    }
}
