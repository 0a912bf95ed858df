using Microsoft.AspNetCore.Http.HttpResults;
using SmsPlatform.Sandbox.Delivery;
using SmsPlatform.Sandbox.Failures;
using SmsPlatform.Sandbox.Network;
using SmsPlatform.Sandbox.Rest;

namespace SmsPlatform.Sandbox.Admin;

/// <summary>Sets the sandbox up and shows what it saw. For scripts on this machine; it asks for no credentials.</summary>
internal static class AdminEndpoints
{
    public static void MapAdmin(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/accounts", Accounts);
        routes.MapPut("/accounts/{sid}", PutAccount);
        routes.MapDelete("/accounts/{sid}", DeleteAccount);
        routes.MapGet("/sends", Sends);
        routes.MapGet("/webhooks", Webhooks);
        routes.MapGet("/look-ups", (Journal journal) => TypedResults.Ok(journal.LookUps));
        routes.MapGet("/alerts", (Journal journal) => TypedResults.Ok(journal.Alerts));
        routes.MapGet("/activity", (BackgroundWork background, Journal journal) =>
            TypedResults.Ok(new { underWay = background.UnderWay, sends = journal.SendCount }));
        routes.MapPost("/reset", Reset);
        routes.MapGet("/health/live", () => TypedResults.Ok(new { status = "ok" }));
    }

    internal sealed record AccountView(
        string Sid, string FriendlyName, string Status, string Type, decimal Balance, string? OwnerAccountSid, IReadOnlyList<NumberView> Numbers);

    internal sealed record NumberView(string Sid, string PhoneNumber, string? SmsUrl, string SmsMethod, string? SmsFallbackUrl, string? MessagingServiceSid);

    private static Ok<List<AccountView>> Accounts(SmsNetwork network) =>
        TypedResults.Ok(network.Accounts().Select(account => View(account, network)).ToList());

    private static Results<Ok<AccountView>, ValidationProblem> PutAccount(string sid, AccountOptions options, SmsNetwork network)
    {
        options.Sid = sid;
        var errors = Check(options);
        if (errors.Count > 0)
        {
            return TypedResults.ValidationProblem(errors);
        }

        network.PutAccount(options);
        return TypedResults.Ok(View(network.FindAccount(sid)!, network));
    }

    private static Dictionary<string, string[]> Check(AccountOptions options)
    {
        var errors = new Dictionary<string, string[]>();
        if (!Sids.IsAccount(options.Sid))
        {
            errors["sid"] = ["AC and 32 hexadecimal digits."];
        }

        if (options.Status is not ("active" or "suspended" or "closed"))
        {
            errors["status"] = ["active, suspended or closed."];
        }

        if (options.Numbers.SelectMany(n => new[] { n.SmsUrl, n.SmsFallbackUrl, n.StatusCallback }).Any(url => !string.IsNullOrEmpty(url) && !WebAddress.IsHttp(url)))
        {
            errors["numbers"] = ["Addresses begin with http:// or https://."];
        }

        return errors;
    }

    private static Results<NoContent, NotFound> DeleteAccount(string sid, SmsNetwork network) =>
        network.RemoveAccount(sid) ? TypedResults.NoContent() : TypedResults.NotFound();

    private static Ok<List<SendAttempt>> Sends(Journal journal, string? to, int? last) =>
        TypedResults.Ok(journal.Sends.Where(send => to is null || send.To == to).TakeLast(last ?? int.MaxValue).ToList());

    private static Ok<List<WebhookExchange>> Webhooks(Journal journal, string? messageSid, int? last) =>
        TypedResults.Ok(journal.Webhooks.Where(webhook => messageSid is null || webhook.MessageSid == messageSid).TakeLast(last ?? int.MaxValue).ToList());

    private static NoContent Reset(SmsNetwork network, Journal journal, FailureScript failures)
    {
        failures.Clear();
        journal.Clear();
        network.Reset();
        return TypedResults.NoContent();
    }

    private static AccountView View(Account account, SmsNetwork network) => new(
        account.Sid,
        account.FriendlyName,
        account.Status,
        account.Type,
        account.Balance,
        account.OwnerAccountSid,
        [.. network.NumbersOf(account.Sid).Select(n => new NumberView(n.Sid, n.PhoneNumber, n.SmsUrl, n.SmsMethod, n.SmsFallbackUrl, n.MessagingServiceSid))]);
}
