using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Http.HttpResults;
using SmsPlatform.Sandbox.Delivery;
using SmsPlatform.Sandbox.Media;
using SmsPlatform.Sandbox.Network;
using SmsPlatform.Sandbox.Rest;

namespace SmsPlatform.Sandbox.Phone;

/// <summary>The phone, for the page and for scripts.</summary>
internal static partial class PhoneEndpoints
{
    private const int MaxBody = 1600;
    private const int MaxMedia = 10;
    private const int MaxCopies = 1000;

    public static void MapPhone(this IEndpointRouteBuilder routes)
    {
        routes.MapPost("/phone/messages", SendAsync);
        routes.MapGet("/phone/messages", List);
        routes.MapGet("/phone/events", Events);
    }

    /// <summary>What a script posts; only <c>from</c> and <c>body</c> (or media) are needed.</summary>
    internal sealed record NewText(string? From, string? To, string? Body, string[]? MediaUrls, int? Copies, string? MessageSid);

    internal sealed record Sent(string Sid, string Status, WebhookExchange? Webhook, IReadOnlyList<WebhookExchange> Webhooks);

    private static async Task<Results<Created<Sent>, ValidationProblem, NotFound<string>>> SendAsync(
        NewText text, InboundTexts inbound, SmsNetwork network, CancellationToken cancellationToken)
    {
        var to = text.To ?? network.Accounts().SelectMany(a => network.NumbersOf(a.Sid)).FirstOrDefault()?.PhoneNumber ?? "";
        var errors = Check(text);
        if (errors.Count > 0)
        {
            return TypedResults.ValidationProblem(errors);
        }

        if (network.FindNumber(to) is not { } number)
        {
            return TypedResults.NotFound($"No account here owns the number {to}.");
        }

        var outcome = await inbound.ReceiveAsync(
            number,
            new PhoneText(text.From!, to, text.Body ?? "") { MediaUrls = text.MediaUrls ?? [], Copies = text.Copies ?? 1, Sid = text.MessageSid },
            cancellationToken);
        return TypedResults.Created((string?)null, new Sent(outcome.Sid, "received", outcome.Webhook, outcome.Webhooks));
    }

    private static Dictionary<string, string[]> Check(NewText text)
    {
        var errors = new Dictionary<string, string[]>();
        if (text.From is null || !Sender().IsMatch(text.From))
        {
            errors["from"] = ["A phone number such as +15555550101, a short code or a sender's name."];
        }

        var media = text.MediaUrls ?? [];
        if (string.IsNullOrEmpty(text.Body) && media.Length == 0)
        {
            errors["body"] = ["A text or an attachment."];
        }

        if (text.Body?.Length > MaxBody)
        {
            errors["body"] = [$"At most {MaxBody} characters."];
        }

        if (media.Length > MaxMedia || !media.All(url => MediaItems.IsData(url) || WebAddress.IsHttp(url)))
        {
            errors["mediaUrls"] = [$"At most {MaxMedia} http, https or data addresses."];
        }

        if (text.Copies is < 1 or > MaxCopies)
        {
            errors["copies"] = [$"1 to {MaxCopies}."];
        }

        if (text.MessageSid is not null && !MessageSid().IsMatch(text.MessageSid))
        {
            errors["messageSid"] = ["SM or MM and 32 hexadecimal digits."];
        }

        return errors;
    }

    private static Ok<List<PhoneMessage>> List(SmsNetwork network, string? number) =>
        TypedResults.Ok(network.OnPhone(number).Select(PhoneThread.Read).ToList());

    // Each event only says that something changed; the page then reads what it shows.
    private static ServerSentEventsResult<long> Events(Changes changes, IHostApplicationLifetime host) =>
        TypedResults.ServerSentEvents(WatchAsync(changes, host.ApplicationStopping));

    private static async IAsyncEnumerable<SseItem<long>> WatchAsync(
        Changes changes, CancellationToken stopping, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(stopping, cancellationToken);
        while (!ending.IsCancellationRequested)
        {
            var version = changes.Version;
            yield return new SseItem<long>(version, "changed");
            await changes.After(version).WaitAsync(ending.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    [GeneratedRegex(@"^(\+[1-9]\d{1,14}|\d{3,8}|[A-Za-z0-9 ]{1,11})\z")]
    private static partial Regex Sender();

    [GeneratedRegex(@"^(SM|MM)[0-9a-f]{32}\z")]
    private static partial Regex MessageSid();
}
