using MediatR;
using SmsPlatform.Application.Channels;

namespace SmsPlatform.WebApi.GraphQL.Channels;

[QueryType]
public static partial class ChannelsQueries
{
    /// <summary>Whether the default Twilio account is configured and reachable, and its balance.</summary>
    public static async Task<TwilioStatus> GetTwilioStatusAsync(IMediator mediator, CancellationToken cancellationToken) =>
        (await mediator.Send(new GetTwilioStatus(), cancellationToken)).OrThrow();
}
