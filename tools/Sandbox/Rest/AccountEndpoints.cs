using System.Globalization;
using SmsPlatform.Sandbox.Network;

namespace SmsPlatform.Sandbox.Rest;

/// <summary>The account itself, its balance and its numbers.</summary>
internal static class AccountEndpoints
{
    public static void MapAccount(this IEndpointRouteBuilder api, IEndpointRouteBuilder account)
    {
        api.MapGet("/2010-04-01/Accounts/{accountSid}.json", Read);
        account.MapGet("/Balance.json", Balance);
        account.MapGet("/IncomingPhoneNumbers.json", Numbers);
        account.MapGet("/IncomingPhoneNumbers/{sid}.json", Number);
        account.MapPost("/IncomingPhoneNumbers/{sid}.json", ConfigureAsync);
    }

    private static IResult Read(HttpContext context) =>
        TwilioJson.Answer(TwilioJson.Of(TwilioAuthentication.AccountOf(context)));

    // A sub-account spends its parent's balance and has none to show.
    private static IResult Balance(HttpContext context) =>
        TwilioAuthentication.AccountOf(context) is { OwnerAccountSid: null } account
            ? TwilioJson.Answer(
                new { AccountSid = account.Sid, Balance = account.Balance.ToString("0.00###", CultureInfo.InvariantCulture), account.Currency })
            : TwilioErrors.NotFound(context.Request.Path).ToResult();

    private static IResult Numbers(HttpContext context, SmsNetwork network)
    {
        var account = TwilioAuthentication.AccountOf(context);
        var wanted = context.Request.Query["PhoneNumber"].ToString();

        // Twilio matches a part of the number; a "+" that was not escaped arrives as a space.
        var part = wanted.Replace(' ', '+');
        var numbers = network.NumbersOf(account.Sid).Where(n => n.PhoneNumber.Contains(part, StringComparison.Ordinal)).ToList();
        var path = $"{TwilioJson.AccountPath(account.Sid)}/IncomingPhoneNumbers.json";
        return TwilioJson.Answer(
            new
            {
                IncomingPhoneNumbers = numbers.Select(TwilioJson.Of).ToList(),
                Page = 0,
                PageSize = Math.Max(numbers.Count, 50),
                Start = 0,
                End = Math.Max(numbers.Count - 1, 0),
                FirstPageUri = path,
                NextPageUri = (string?)null,
                PreviousPageUri = (string?)null,
                Uri = path,
            });
    }

    private static IResult Number(HttpContext context, string sid, SmsNetwork network) =>
        Find(context, sid, network) is { } number
            ? TwilioJson.Answer(TwilioJson.Of(number))
            : TwilioErrors.NotFound(context.Request.Path).ToResult();

    private static async Task<IResult> ConfigureAsync(HttpContext context, string sid, SmsNetwork network)
    {
        if (Find(context, sid, network) is not { } number)
        {
            return TwilioErrors.NotFound(context.Request.Path).ToResult();
        }

        var form = context.Request.HasFormContentType ? await context.Request.ReadFormAsync(context.RequestAborted) : FormCollection.Empty;
        foreach (var field in new[] { "SmsUrl", "SmsFallbackUrl", "StatusCallback" })
        {
            if (form[field].ToString() is { Length: > 0 } url && !WebAddress.IsHttp(url))
            {
                return TwilioErrors.SmsUrlInvalid(url).ToResult();
            }
        }

        network.Update(() =>
        {
            number.SmsUrl = Given("SmsUrl") ?? number.SmsUrl;
            number.SmsMethod = Given("SmsMethod")?.ToUpperInvariant() ?? number.SmsMethod;
            number.SmsFallbackUrl = Given("SmsFallbackUrl") ?? number.SmsFallbackUrl;
            number.SmsFallbackMethod = Given("SmsFallbackMethod")?.ToUpperInvariant() ?? number.SmsFallbackMethod;
            number.StatusCallback = Given("StatusCallback") ?? number.StatusCallback;
            number.FriendlyName = Given("FriendlyName") ?? number.FriendlyName;
            number.UpdatedAt = network.Now;
        });
        return TwilioJson.Answer(TwilioJson.Of(number));

        string? Given(string field) => form.TryGetValue(field, out var value) ? value.ToString() : null;
    }

    private static IncomingNumber? Find(HttpContext context, string sid, SmsNetwork network) =>
        network.NumbersOf(TwilioAuthentication.AccountOf(context).Sid).FirstOrDefault(n => n.Sid == sid);
}
