using System.Text.Json;
using SmsPlatform.Application;
using SmsPlatform.Application.Channels;
using SmsPlatform.Domain;
using SmsPlatform.Domain.Channels;
using SmsPlatform.Domain.Messaging;

namespace SmsPlatform.Infrastructure.Channels.Twilio;

internal sealed class TwilioNumberLookUp(TwilioClient client) : INumberLookUp
{
    private static readonly Error Unavailable =
        new("twilio.look_up_failed", "Twilio did not answer the look-up. Test the connection, or try again.", ErrorKind.Unavailable);

    public async Task<Result<NumberFacts>> LookUpAsync(string number, ChannelConnection connection, CancellationToken cancellationToken)
    {
        var answer = await client.LookUpNumberAsync(connection, number, cancellationToken);
        if (answer is { Reach: TwilioReach.Answered, Status: 404 })
        {
            return new NumberFacts(number, false, null, null);
        }

        if (!answer.IsSuccess)
        {
            return Unavailable;
        }

        var isValid = answer.Body.TryGetProperty("valid", out var valid) && valid.ValueKind == JsonValueKind.True;
        return new NumberFacts(
            number, isValid, TwilioAnswer.Text(answer.Body, "country_code"), TwilioAnswer.Text(answer.Body, "national_format"));
    }
}

internal sealed class LookUpNumberHandler(IntegrationDesk desk, IntegrationSecrets secrets, INumberLookUp lookUp, TimeProvider clock)
    : IQueryHandler<LookUpNumber, NumberFacts>
{
    public async Task<Result<NumberFacts>> Handle(LookUpNumber query, CancellationToken cancellationToken)
    {
        var number = PhoneNumber.Parse(PhoneNumber.Normalize(query.Number));
        if (number.IsFailure)
        {
            return number.Error;
        }

        var found = await desk.FindAsync(query.ChatbotId, query.Id, cancellationToken);
        return found.IsFailure || found.Value.Channel != Channel.Sms
            ? ChannelsErrors.IntegrationNotFound
            : await lookUp.LookUpAsync(number.Value.Value, secrets.Connect(found.Value, clock.GetUtcNow()), cancellationToken);
    }
}
