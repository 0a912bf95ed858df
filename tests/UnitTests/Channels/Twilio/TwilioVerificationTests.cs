using System.Security.Cryptography;
using System.Text;
using SmsPlatform.Application.Channels;
using SmsPlatform.Infrastructure.Channels.Twilio;

namespace SmsPlatform.UnitTests.Channels.Twilio;

public sealed class TwilioVerificationTests
{
    [Fact]
    public void Verify_OfTwiliosOwn_IsVerified() =>
        Assert.Equal(WebhookVerdict.Verified, Verify(TwilioRequests.Signed(TwilioRequests.Inbound)));

    [Fact]
    public void Verify_OfAGet_SignsTheUrlAlone() =>
        Assert.Equal(WebhookVerdict.Verified, Verify(TwilioRequests.SignedGet(TwilioRequests.Inbound)));

    [Fact]
    public void Verify_WhenTheSignatureIsMissing_IsRejected() =>
        Assert.Equal(RejectReasons.SignatureMissing, Verify(TwilioRequests.Post(TwilioRequests.Inbound, null, TwilioRequests.Url)).Reason);

    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData("Vkrs+LZHE6qTam8MxU9iOL+g1/A")]
    [InlineData("Vkrs+LZHE6qTam8MxU9iOL+g1/A= ")]
    [InlineData(" Vkrs+LZHE6qTam8MxU9iOL+g1/A=")]
    [InlineData("vkrs+LZHE6qTam8MxU9iOL+g1/A=")]
    [InlineData("Vkrs+LZHE6qTam8MxU9iOL+g1/B=")]
    [InlineData("AAAAAAAAAAAAAAAAAAAAAAAAAAA=")]
    public void Verify_WhenTheSignatureIsWrong_IsRejected(string signature) =>
        Assert.False(Verify(TwilioRequests.Post(TwilioRequests.Inbound, signature, TwilioRequests.Url)).IsVerified);

    [Fact]
    public void Verify_WhenThereAreTwoSignatures_IsRejected()
    {
        var request = TwilioRequests.Signed(TwilioRequests.Inbound);
        request.Headers[TwilioSignature.Header] = new([request.Headers[TwilioSignature.Header].ToString(), "AAAAAAAAAAAAAAAAAAAAAAAAAAA="]);

        Assert.Equal(RejectReasons.SignatureInvalid, Verify(request).Reason);
    }

    [Fact]
    public void Verify_WhenThereIsNoToken_FailsClosed()
    {
        // An empty key is a key: whoever knows that there is none could sign with it.
        var request = TwilioRequests.Signed(TwilioRequests.Inbound, token: "");

        Assert.Equal(RejectReasons.TokenMissing, Verify(request, TwilioRequests.Connection(token: "")).Reason);
        Assert.Equal(
            RejectReasons.TokenMissing,
            Verify(request, TwilioRequests.Connection() with { Secrets = new Dictionary<string, string> { ["apiKeySecret"] = "s" } }).Reason);
    }

    [Fact]
    public void Verify_WhileTheTokenIsRotated_AcceptsBoth()
    {
        var rotated = TwilioRequests.Connection(token: "new", previous: "old");

        Assert.True(Verify(TwilioRequests.Signed(TwilioRequests.Inbound, token: "new"), rotated).IsVerified);
        Assert.True(Verify(TwilioRequests.Signed(TwilioRequests.Inbound, token: "old"), rotated).IsVerified);
        Assert.False(Verify(TwilioRequests.Signed(TwilioRequests.Inbound, token: "older"), rotated).IsVerified);
    }

    [Fact]
    public void Verify_WhenAnotherAccountPosted_IsRejected()
    {
        var request = TwilioRequests.Signed(TwilioRequests.Inbound.With("AccountSid", "AC00000000000000000000000000000002"));

        Assert.Equal(RejectReasons.AccountMismatch, Verify(request).Reason);
        Assert.Equal(RejectReasons.AccountMismatch, Verify(TwilioRequests.Signed(TwilioRequests.Inbound.With("AccountSid"))).Reason);
    }

    [Fact]
    public void Verify_OfJson_NeedsTheHashInTheUrl()
    {
        var body = """{"property": "value", "boolean": true}"""u8.ToArray();
        var hash = Convert.ToHexStringLower(SHA256.HashData(body));

        Assert.Equal("", Json(body, $"{TwilioRequests.Url}?a=1&bodySHA256={hash}").Reason);
        Assert.Equal(RejectReasons.BodyHashMissing, Json(body, TwilioRequests.Url).Reason);
        Assert.Equal(RejectReasons.BodyHashMissing, Json(body, $"{TwilioRequests.Url}?xbodySHA256={hash}").Reason);
        Assert.Equal(RejectReasons.BodyHashMismatch, Json("{}"u8.ToArray(), $"{TwilioRequests.Url}?bodySHA256={hash}").Reason);
        Assert.Equal(RejectReasons.BodyHashMismatch, Json(body, $"{TwilioRequests.Url}?bodySHA256=").Reason);
    }

    [Theory]
    [InlineData("text/plain")]
    [InlineData("multipart/form-data; boundary=x")]
    [InlineData("")]
    [InlineData("application/x-www-form-urlencoded-not")]
    public void Verify_OfAnotherContentType_IsRejected(string contentType) =>
        Assert.False(Verify(TwilioRequests.Signed(TwilioRequests.Inbound) with { ContentType = contentType }).IsVerified);

    [Fact]
    public void Verify_OfAFormPostedAsGet_DoesNotReadItsBody()
    {
        var request = TwilioRequests.Signed(TwilioRequests.Inbound) with { Method = "GET" };

        Assert.Equal(RejectReasons.AccountMismatch, Verify(request).Reason);
    }

    [Fact]
    public void Verify_OfUntouchedOddities_IsVerified()
    {
        var odd = TwilioRequests.Inbound
            .With("Body", "  \0 trailing \r\n")
            .With("Empty", "")
            .With("Twice", "b", "a", "b");

        Assert.True(Verify(TwilioRequests.Signed(odd)).IsVerified);
    }

    [Fact]
    public void Verify_OfInvalidUtf8_IsRejected() =>
        Assert.Equal(
            RejectReasons.Malformed,
            Verify(TwilioRequests.Post(Encoding.ASCII.GetBytes("Body=%FF"), TwilioVector.All[^1].Signature, TwilioRequests.Url)).Reason);

    [Fact]
    public void Verify_OfAMillionBytes_AnswersInReasonableTime()
    {
        var body = Encoding.ASCII.GetBytes("AccountSid=" + TwilioRequests.Account + string.Concat(Enumerable.Range(0, 9_000).Select(i => $"&{i % 97}={i:D100}")));

        var verdict = Verify(TwilioRequests.Post(body, TwilioVector.All[^1].Signature, TwilioRequests.Url, "https://a/?b='+%27"));

        Assert.Equal(RejectReasons.SignatureInvalid, verdict.Reason);
    }

    private static WebhookVerdict Json(byte[] body, string url) => Verify(new WebhookRequest(
        "POST", [url], "application/json; charset=utf-8", TwilioRequests.Query(url), TwilioRequests.Headers(TwilioRequests.Sign("12345", url, [])), body));

    private static WebhookVerdict Verify(WebhookRequest request, ChannelConnection? connection = null) =>
        TwilioWebhook.Verify(request, connection ?? TwilioRequests.Connection());
}
