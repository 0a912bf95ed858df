using SmsPlatform.Sandbox.Media;
using SmsPlatform.Sandbox.Network;

namespace SmsPlatform.Sandbox.Rest;

/// <summary>Attachments: Twilio's address redirects to a "CDN", which needs no authentication.</summary>
internal static class MediaEndpoints
{
    public static void MapMediaOf(this IEndpointRouteBuilder account)
    {
        account.MapGet("/Messages/{messageSid}/Media.json", List);
        account.MapDelete("/Messages/{messageSid}/Media/{mediaSid}.json", Delete);
    }

    public static void MapMediaContent(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/2010-04-01/Accounts/{accountSid}/Messages/{messageSid}/Media/{mediaSid}", RedirectToCdn);
        routes.MapGet("/cdn/{accountSid}/{messageSid}/{mediaSid}", ContentAsync);
    }

    private static IResult RedirectToCdn(
        HttpContext context,
        string accountSid,
        string messageSid,
        string mediaSid,
        SmsNetwork network,
        MediaAddress address,
        SandboxOptions options,
        TwilioAuthentication authentication)
    {
        if (options.RequireMediaAuthentication && authentication.Authenticate(context.Request.Headers.Authorization)?.Sid != accountSid)
        {
            context.Response.Headers.WWWAuthenticate = "Basic realm=\"Twilio API\"";
            return TwilioErrors.Unauthenticated.ToResult();
        }

        return Find(network, accountSid, messageSid, mediaSid) is var (message, item)
            ? TypedResults.Redirect(address.Cdn(message, item))
            : TwilioErrors.NotFound(context.Request.Path).ToResult();
    }

    private static async Task<IResult> ContentAsync(
        string accountSid, string messageSid, string mediaSid, SmsNetwork network, MediaSource source, CancellationToken cancellationToken)
    {
        if (Find(network, accountSid, messageSid, mediaSid) is not var (_, item))
        {
            return TypedResults.NotFound();
        }

        return await source.ReadAsync(item, cancellationToken) is { } bytes
            ? TypedResults.Bytes(bytes, item.ContentType)
            : TypedResults.StatusCode(StatusCodes.Status502BadGateway);
    }

    private static IResult List(HttpContext context, string messageSid, SmsNetwork network)
    {
        var account = TwilioAuthentication.AccountOf(context);
        if (network.FindMessage(account.Sid, messageSid) is not { } message)
        {
            return TwilioErrors.NotFound(context.Request.Path).ToResult();
        }

        var media = message.Media.Select(item => new
        {
            item.Sid,
            AccountSid = account.Sid,
            ParentSid = messageSid,
            item.ContentType,
            DateCreated = TwilioJson.Rfc2822(message.CreatedAt),
            DateUpdated = TwilioJson.Rfc2822(message.CreatedAt),
            Uri = $"{TwilioJson.AccountPath(account.Sid)}/Messages/{messageSid}/Media/{item.Sid}.json",
        });
        return TwilioJson.Answer(
            new { MediaList = media.ToList(), Page = 0, PageSize = 50, Start = 0, End = Math.Max(message.Media.Count - 1, 0), NextPageUri = (string?)null });
    }

    private static IResult Delete(HttpContext context, string messageSid, string mediaSid, SmsNetwork network)
    {
        if (Find(network, TwilioAuthentication.AccountOf(context).Sid, messageSid, mediaSid) is not var (message, item))
        {
            return TwilioErrors.NotFound(context.Request.Path).ToResult();
        }

        network.Update(() => message.Media = [.. message.Media.Where(other => other != item)]);
        return TypedResults.NoContent();
    }

    private static (SandboxMessage Message, MediaItem Item)? Find(SmsNetwork network, string accountSid, string messageSid, string mediaSid) =>
        network.FindMessage(accountSid, messageSid) is { } message && message.Media.FirstOrDefault(m => m.Sid == mediaSid) is { } item
            ? (message, item)
            : null;
}
