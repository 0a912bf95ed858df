using System.Globalization;
using SmsPlatform.Sandbox.Failures;
using SmsPlatform.Sandbox.Network;

namespace SmsPlatform.Sandbox.Rest;

/// <summary>Reading, listing, cancelling and deleting messages.</summary>
internal static class MessageEndpoints
{
    private const int MaxPageSize = 1000;

    public static void MapMessages(this IEndpointRouteBuilder account)
    {
        account.MapPost("/Messages.json", (SendEndpoint send, HttpContext context) => send.HandleAsync(context));
        account.MapGet("/Messages.json", List);
        account.MapGet("/Messages/{sid}.json", Read);
        account.MapPost("/Messages/{sid}.json", ChangeAsync);
        account.MapDelete("/Messages/{sid}.json", Delete);
    }

    private static IResult Read(HttpContext context, string sid, SmsNetwork network) =>
        network.FindMessage(TwilioAuthentication.AccountOf(context).Sid, sid) is { } message
            ? TwilioJson.Answer(TwilioJson.Of(message))
            : TwilioErrors.NotFound(context.Request.Path).ToResult();

    private static IResult List(HttpContext context, SmsNetwork network, FailureScript failures, Journal journal)
    {
        var query = context.Request.Query;
        if (failures.NextLookUp(query["To"].ToString()) is { } failure)
        {
            return TwilioErrors.Internal(failure.Status).ToResult();
        }

        var now = network.Now;
        journal.Add(new LookUp(now, query["To"].ToString()));
        var account = TwilioAuthentication.AccountOf(context);
        var size = int.TryParse(query["PageSize"], NumberStyles.None, CultureInfo.InvariantCulture, out var asked)
            ? Math.Clamp(asked, 1, MaxPageSize)
            : 50;
        var page = int.TryParse(query["Page"], NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0;

        // The token is the last message of the page before, so that new ones do not shift the pages.
        var after = query["PageToken"].ToString() is { Length: > 2 } token ? network.FindMessage(account.Sid, token[2..])?.Sequence : null;
        var matching = network.Read(account.Sid, Filter(query, now - failures.LogLag), m => m);
        var rest = after is null ? matching : [.. matching.Where(m => m.Sequence < after)];
        var shown = rest.Take(size).ToList();

        var path = $"{TwilioJson.AccountPath(account.Sid)}/Messages.json";
        var filters = string.Concat(query
            .Where(pair => pair.Key is not ("Page" or "PageToken" or "PageSize"))
            .Select(pair => $"&{Uri.EscapeDataString(pair.Key)}={Uri.EscapeDataString(pair.Value.ToString())}"));
        var start = matching.Count - rest.Count;
        return TwilioJson.Answer(
            new
            {
                FirstPageUri = $"{path}?PageSize={size}&Page=0{filters}",
                End = start + Math.Max(shown.Count - 1, 0),
                PreviousPageUri = page == 0 ? null : $"{path}?PageSize={size}&Page={page - 1}{filters}",
                Messages = shown.Select(TwilioJson.Of).ToList(),
                Uri = $"{path}{context.Request.QueryString}",
                PageSize = size,
                Start = start,
                NextPageUri = rest.Count > size ? $"{path}?PageSize={size}&Page={page + 1}&PageToken=PA{shown[^1].Sid}{filters}" : null,
                Page = page,
            });
    }

    private static Func<SandboxMessage, bool> Filter(IQueryCollection query, DateTimeOffset visible)
    {
        var to = query["To"].ToString();
        var from = query["From"].ToString();
        var since = Day(query["DateSent>"]);
        var until = Day(query["DateSent<"]);
        var on = Day(query["DateSent"]);

        return m =>
            m.CreatedAt <= visible
            && (to.Length == 0 || m.To == to)
            && (from.Length == 0 || m.From == from)
            && (since is null || Sent(m) >= since.Value.Start)
            && (until is null || Sent(m) <= until.Value.End)
            && (on is null || (Sent(m) >= on.Value.Start && Sent(m) < on.Value.Start.AddDays(1)));
    }

    private static DateTimeOffset Sent(SandboxMessage message) => message.SentAt ?? message.CreatedAt;

    // "DateSent>=2026-03-01" is the parameter "DateSent>" with that value. A bare date ends with its day.
    private static (DateTimeOffset Start, DateTimeOffset End)? Day(string? text)
    {
        const DateTimeStyles Utc = DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal;
        if (!DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, Utc, out var at))
        {
            return null;
        }

        return text!.Contains(':', StringComparison.Ordinal) ? (at, at) : (at, at.AddDays(1).AddTicks(-1));
    }

    // The two changes Twilio allows: an empty Body redacts, Status=canceled cancels what is not sent yet.
    private static async Task<IResult> ChangeAsync(HttpContext context, string sid, SmsNetwork network)
    {
        if (network.FindMessage(TwilioAuthentication.AccountOf(context).Sid, sid) is not { } message)
        {
            return TwilioErrors.NotFound(context.Request.Path).ToResult();
        }

        var form = context.Request.HasFormContentType ? await context.Request.ReadFormAsync(context.RequestAborted) : FormCollection.Empty;
        if (form["Status"] == "canceled")
        {
            if (message.Status is not ("scheduled" or "accepted" or "queued"))
            {
                return TwilioErrors.NotCancelable.ToResult();
            }

            network.Advance(message, "canceled");
        }

        if (form.TryGetValue("Body", out var body) && body.ToString().Length == 0)
        {
            network.Update(() => message.Body = "");
        }

        return TwilioJson.Answer(TwilioJson.Of(message));
    }

    private static IResult Delete(HttpContext context, string sid, SmsNetwork network)
    {
        if (network.FindMessage(TwilioAuthentication.AccountOf(context).Sid, sid) is not { } message)
        {
            return TwilioErrors.NotFound(context.Request.Path).ToResult();
        }

        network.Update(() => message.IsDeleted = true);
        return TypedResults.NoContent();
    }
}
