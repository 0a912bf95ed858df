using SmsPlatform.Sandbox.Media;
using SmsPlatform.Sandbox.Network;

namespace SmsPlatform.Sandbox.Rest;

/// <summary>Messaging Services and number look-up, which Twilio serves from hosts of their own.</summary>
internal static class ServiceEndpoints
{
    private static readonly string[] ServiceCapabilities = ["SMS", "MMS"];

    public static void MapServices(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/v1/Services", List);
        routes.MapGet("/v1/Services/{sid}", Read);
        routes.MapPost("/v1/Services/{sid}", ConfigureAsync);
        routes.MapGet("/v1/Services/{sid}/PhoneNumbers", Numbers);
        routes.MapGet("/v2/PhoneNumbers/{number}", LookUp);
    }

    private static IResult List(HttpContext context, SmsNetwork network, MediaAddress address)
    {
        var services = network.ServicesOf(TwilioAuthentication.AccountOf(context).Sid);
        return TwilioJson.Answer(
            new { Services = services.Select(s => TwilioJson.Of(s, address.Base)).ToList(), Meta = Meta(address, "services") });
    }

    private static IResult Read(HttpContext context, string sid, SmsNetwork network, MediaAddress address) =>
        Find(context, sid, network) is { } service
            ? TwilioJson.Answer(TwilioJson.Of(service, address.Base))
            : TwilioErrors.NotFound(context.Request.Path).ToResult();

    private static async Task<IResult> ConfigureAsync(HttpContext context, string sid, SmsNetwork network, MediaAddress address)
    {
        if (Find(context, sid, network) is not { } service)
        {
            return TwilioErrors.NotFound(context.Request.Path).ToResult();
        }

        var form = context.Request.HasFormContentType ? await context.Request.ReadFormAsync(context.RequestAborted) : FormCollection.Empty;
        foreach (var field in new[] { "InboundRequestUrl", "FallbackUrl", "StatusCallback" })
        {
            if (form[field].ToString() is { Length: > 0 } url && !WebAddress.IsHttp(url))
            {
                return TwilioErrors.SmsUrlInvalid(url).ToResult();
            }
        }

        network.Update(() =>
        {
            service.FriendlyName = Given("FriendlyName") ?? service.FriendlyName;
            service.InboundRequestUrl = Given("InboundRequestUrl") ?? service.InboundRequestUrl;
            service.InboundMethod = Given("InboundMethod")?.ToUpperInvariant() ?? service.InboundMethod;
            service.FallbackUrl = Given("FallbackUrl") ?? service.FallbackUrl;
            service.StatusCallback = Given("StatusCallback") ?? service.StatusCallback;
            service.UseInboundWebhookOnNumber =
                bool.TryParse(Given("UseInboundWebhookOnNumber"), out var use) ? use : service.UseInboundWebhookOnNumber;
            service.UpdatedAt = network.Now;
        });
        return TwilioJson.Answer(TwilioJson.Of(service, address.Base));

        string? Given(string field) => form.TryGetValue(field, out var value) ? value.ToString() : null;
    }

    private static IResult Numbers(HttpContext context, string sid, SmsNetwork network, MediaAddress address)
    {
        if (Find(context, sid, network) is not { } service)
        {
            return TwilioErrors.NotFound(context.Request.Path).ToResult();
        }

        var numbers = network.NumbersOf(service.AccountSid).Where(n => n.MessagingServiceSid == sid).Select(n => new
        {
            n.Sid,
            n.AccountSid,
            ServiceSid = sid,
            n.PhoneNumber,
            CountryCode = "US",
            Capabilities = ServiceCapabilities,
        });
        return TwilioJson.Answer(new { PhoneNumbers = numbers.ToList(), Meta = Meta(address, "phone_numbers") });
    }

    private static IResult LookUp(HttpContext context, string number, MediaAddress address)
    {
        var digits = number.TrimStart('+');
        var isValid = number.StartsWith('+') && digits.Length is >= 7 and <= 15 && digits.All(char.IsAsciiDigit) && digits[0] != '0';
        var isNorthAmerican = isValid && digits[0] == '1' && digits.Length == 11;
        return TwilioJson.Answer(
            new
            {
                CallingCountryCode = isNorthAmerican ? "1" : null,
                CountryCode = isNorthAmerican ? "US" : null,
                PhoneNumber = number,
                NationalFormat = isNorthAmerican ? $"({digits[1..4]}) {digits[4..7]}-{digits[7..]}" : number,
                Valid = isValid,
                ValidationErrors = isValid ? Array.Empty<string>() : ["NOT_A_NUMBER"],
                LineTypeIntelligence = context.Request.Query["Fields"].ToString().Contains("line_type_intelligence", StringComparison.Ordinal)
                    ? new { Type = number == "+15005550009" ? "landline" : "mobile", CarrierName = "Sandbox", ErrorCode = (int?)null }
                    : null,
                Url = $"{address.Base}/v2/PhoneNumbers/{number}",
            });
    }

    private static object Meta(MediaAddress address, string key) =>
        new { Page = 0, PageSize = 50, Key = key, NextPageUrl = (string?)null, Url = address.Base };

    private static MessagingService? Find(HttpContext context, string sid, SmsNetwork network) =>
        network.FindService(sid) is { } service && service.AccountSid == TwilioAuthentication.AccountOf(context).Sid ? service : null;
}
