using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using SmsPlatform.WebApi.Webhooks;

namespace SmsPlatform.UnitTests.Webhooks;

public sealed class WebhookUrlsTests
{
    private const string Hook = "/api/twilio/webhook/sms";

    [Theory]
    [InlineData("https://sms.example.com", Hook, "https://sms.example.com" + Hook)]
    [InlineData("https://sms.example.com/", Hook + "?a=b%2Fc+d&e=It's", "https://sms.example.com" + Hook + "?a=b%2Fc+d&e=It's")]
    [InlineData("https://Sms.Example.com:8443", Hook, "https://Sms.Example.com:8443" + Hook)]
    [InlineData("https://user:pass@h", Hook, "https://user:pass@h" + Hook)]
    [InlineData("https://h/sms/", Hook, "https://h/sms" + Hook)]
    [InlineData("https://h#x", "/a%2fb/%C3%A9", "https://h/a%2fb/%C3%A9")]
    public void Of_WhenAPublicAddressIsConfigured_StartsWithIt(string publicBaseUrl, string target, string expected) =>
        Assert.Equal([expected, $"http://internal:5080{target}"], WebhookUrls.Of(Request(target), publicBaseUrl));

    [Fact]
    public void Of_WhenTheProxyLeavesThePrefix_TriesBoth() =>
        Assert.Equal(
            [$"https://h/sms/sms{Hook}", $"https://h/sms{Hook}", $"http://internal:5080/sms{Hook}"],
            WebhookUrls.Of(Request($"/sms{Hook}"), "https://h/sms"));

    [Fact]
    public void Of_WhenThePrefixOnlyLooksAlike_DoesNot() =>
        Assert.Equal(2, WebhookUrls.Of(Request("/smsx"), "https://h/sms").Count);

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    public void Of_WhenNoneIsConfigured_IsTheRequestsOwn(string? publicBaseUrl) =>
        Assert.Equal([$"http://internal:5080{Hook}?x=1"], WebhookUrls.Of(Request($"{Hook}?x=1"), publicBaseUrl));

    [Fact]
    public void Of_WhenBothAreTheSame_NamesItOnce() =>
        Assert.Single(WebhookUrls.Of(Request(Hook), "http://internal:5080"));

    [Fact]
    public void Of_BehindAProxyThatForwardsAPrefix_AddsIt()
    {
        var request = Request(Hook);
        request.Request.PathBase = "/sms";
        request.Request.Scheme = "https";
        request.Request.Host = new HostString("Public.example.com");

        Assert.Equal([$"https://Public.example.com/sms{Hook}"], WebhookUrls.Of(request, null));
    }

    [Fact]
    public void Of_WhenTheHostTookThePrefixOffThePath_DoesNotAddItTwice()
    {
        var request = Request($"/sms{Hook}");
        request.Request.PathBase = "/sms";

        Assert.Equal([$"http://internal:5080/sms{Hook}"], WebhookUrls.Of(request, null));
    }

    [Theory]
    [InlineData("http://elsewhere/a?b=c", "http://internal:5080/a?b=c")]
    [InlineData("http://elsewhere?b=c", "http://internal:5080/?b=c")]
    [InlineData("http://elsewhere", "http://internal:5080/")]
    public void Of_WhenTheRequestLineHoldsAnAddress_TakesOnlyItsPath(string target, string expected) =>
        Assert.Equal([expected], WebhookUrls.Of(Request(target), null));

    [Fact]
    public void Of_WhenTheServerKeepsNoRequestLine_BuildsItFromThePath()
    {
        var request = Request("");
        request.Request.Path = Hook;
        request.Request.QueryString = new QueryString("?a=1");

        Assert.Equal([$"http://internal:5080{Hook}?a=1"], WebhookUrls.Of(request, null));
        Assert.Equal("?a=1", WebhookUrls.RawQuery(request));
    }

    [Theory]
    [InlineData("/a", "")]
    [InlineData("/a?", "?")]
    [InlineData("/a?b=c?d+e", "?b=c?d+e")]
    public void RawQuery_IsUntouched(string target, string expected) =>
        Assert.Equal(expected, WebhookUrls.RawQuery(Request(target)));

    private static DefaultHttpContext Request(string target)
    {
        var context = new DefaultHttpContext();
        context.Request.Scheme = "http";
        context.Request.Host = new HostString("internal", 5080);
        context.Features.Get<IHttpRequestFeature>()!.RawTarget = target;
        return context;
    }
}
