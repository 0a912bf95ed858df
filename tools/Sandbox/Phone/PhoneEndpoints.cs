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
        routes.MapPost("/phone/messages/{sid}/repost", RepostAsync);
        routes.MapGet("/phone/messages", List);
        routes.MapGet("/phone/threads", Threads);
        routes.MapGet("/phone/events", Events);
    }

    /// <summary>What a script posts; only <c>from</c> and <c>body</c> (or media) are needed.</summary>
    internal sealed record NewText(string? From, string? To, string? Body, string[]? MediaUrls, int? Copies, string? MessageSid);

    internal sealed record Sent(string Sid, string Status, WebhookExchange? Webhook, IReadOnlyList<WebhookExchange> Webhooks);

    internal sealed record Thread(string Number, string LastBody, DateTimeOffset LastAt, int Count, IReadOnlyList<UnderWay> UnderWay);

    internal sealed record UnderWay(string Sid, string From, string Body, string Status, int? ErrorCode, string? ErrorMessage, DateTimeOffset At);

    // A text once sent is under way: its webhook does not depend on whether the caller still listens.
    private static async Task<Results<Created<Sent>, ValidationProblem, NotFound<string>, Conflict<string>>> SendAsync(
        NewText text, InboundTexts inbound, SmsNetwork network, IHostApplicationLifetime host)
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

        if (text.MessageSid is { } sid && network.OnPhone(phone: null).Any(m => m.Sid == sid))
        {
            return TypedResults.Conflict($"There is a message {sid} already; it can be posted again at /phone/messages/{sid}/repost.");
        }

        var outcome = await inbound.ReceiveAsync(
            number,
            new PhoneText(text.From!, to, text.Body ?? "") { MediaUrls = text.MediaUrls ?? [], Copies = text.Copies ?? 1, Sid = text.MessageSid },
            host.ApplicationStopping);
        return TypedResults.Created((string?)null, new Sent(outcome.Sid, "received", outcome.Webhook, outcome.Webhooks));
    }

    private static async Task<Results<Ok<Sent>, NotFound>> RepostAsync(
        string sid, InboundTexts inbound, SmsNetwork network, CancellationToken cancellationToken)
    {
        if (network.OnPhone(phone: null).FirstOrDefault(m => m.Sid == sid && m.IsInbound) is not { } message)
        {
            return TypedResults.NotFound();
        }

        var outcome = await inbound.RepostAsync(message, cancellationToken);
        return TypedResults.Ok(new Sent(outcome.Sid, "received", outcome.Webhook, outcome.Webhooks));
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

    // For the page: its list of phones, and what has not (or not yet) come through to each.
    private static Ok<List<Thread>> Threads(SmsNetwork network) =>
        TypedResults.Ok(network.Threads().Select(phone => new Thread(
            phone.Key,
            phone.Last(m => m.PhoneSequence is not null || m == phone.Last()).Body,
            phone.Last().CreatedAt,
            phone.Count(m => m.PhoneSequence is not null),
            [.. phone.Where(m => m.PhoneSequence is null).TakeLast(20).Select(m => new UnderWay(m.Sid, m.From, m.Body, m.Status, m.ErrorCode, m.ErrorMessage, m.CreatedAt))])).ToList());

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
