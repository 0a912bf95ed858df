using System.Net;
using System.Text;
using SmsPlatform.Sandbox;
using SmsPlatform.Sandbox.Webhooks;

namespace SmsPlatform.IntegrationTests.Messaging;

/// <summary>Whatever is wrong with a webhook, its sender hears what, and nothing is stored.</summary>
public sealed class BadWebhookTests(PlatformHost host) : IClassFixture<PlatformHost>
{
    [Theory]
    [InlineData(null, "webhook.signature_missing")]
    [InlineData("", "webhook.rejected")]
    [InlineData("bm90IGEgc2lnbmF0dXJl", "webhook.rejected")]
    [InlineData("%%%not base64%%%", "webhook.rejected")]
    public async Task Post_WithoutTheRightSignature_IsForbiddenAndLeavesNoRow(string? signature, string code)
    {
        var form = SignedWebhooks.Sms(SignedWebhooks.NewPhone(), "forged");
        var body = Encoding.UTF8.GetBytes(string.Join('&', form.Select(pair => $"{pair.Key}={Uri.EscapeDataString(pair.Value)}")));

        using var response = await host.PostRawAsync(SignedWebhooks.Path, body, "application/x-www-form-urlencoded", signature);

        Assert.Equal(HttpStatusCode.Forbidden, response.StatusCode);
        Assert.Equal(code, await response.CodeAsync());
        await AssertNothingFromAsync(form["From"]);
    }

    [Fact]
    public async Task Post_WithAnyOneBitFlipped_IsForbiddenAndLeavesNoRow()
    {
        var form = SignedWebhooks.Sms(SignedWebhooks.NewPhone(), "Hello & welcome = 100% 😀");
        var signature = TwilioSignature.Sign(SandboxDefaults.AuthToken, new Uri(host.Address, SignedWebhooks.Path).AbsoluteUri, form);
        var sound = Convert.FromBase64String(signature);

        for (var bit = 0; bit < sound.Length * 8; bit++)
        {
            var flipped = (byte[])sound.Clone();
            flipped[bit / 8] ^= (byte)(1 << (bit % 8));
            using var response = await host.PostAsync(form, signature: Convert.ToBase64String(flipped));
            Assert.Equal(HttpStatusCode.Forbidden, response.StatusCode);
        }

        foreach (var name in form.Keys.ToList())
        {
            var changed = new Dictionary<string, string>(form) { [name] = form[name].Length == 0 ? "1" : Flip(form[name]) };
            using var response = await host.PostAsync(changed, signature: signature);
            Assert.Equal(HttpStatusCode.Forbidden, response.StatusCode);
        }

        await AssertNothingFromAsync(form["From"]);
        using var accepted = await host.PostAsync(form);
        Assert.Equal(HttpStatusCode.OK, accepted.StatusCode);
    }

    [Fact]
    public async Task Post_WithAnAccountThatIsNoId_IsRefusedBeforeAnythingIsLookedUp()
    {
        var form = SignedWebhooks.Sms(SignedWebhooks.NewPhone(), "hello");
        form["AccountSid"] = new string('A', 100_000);

        using var response = await host.PostAsync(form);

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Equal("webhook.account_invalid", await response.CodeAsync());
        await AssertNothingFromAsync(form["From"]);
    }

    [Fact]
    public async Task Post_ForANumberNobodyHas_IsForbidden()
    {
        var form = SignedWebhooks.Sms(SignedWebhooks.NewPhone(), "hello");
        form["To"] = "+15005550099";

        using var response = await host.PostAsync(form);

        Assert.Equal(HttpStatusCode.Forbidden, response.StatusCode);
        await AssertNothingFromAsync(form["From"]);
    }

    [Fact]
    public async Task Post_WithoutMessageSid_IsRefusedByName()
    {
        var form = SignedWebhooks.Sms(SignedWebhooks.NewPhone(), "hello");
        form.Remove("MessageSid");

        using var response = await host.PostAsync(form);

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Equal("webhook.message_sid_missing", await response.CodeAsync());
        await AssertNothingFromAsync(form["From"]);
    }

    [Fact]
    public async Task Post_WithInvalidUtf8_IsRefusedByName()
    {
        byte[] body = [.. "AccountSid=AC00000000000000000000000000005081&MessageSid=SM1&Body="u8, 0xC3, 0x28];

        using var response = await host.PostRawAsync(SignedWebhooks.Path, body, "application/x-www-form-urlencoded", "x");

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Equal("webhook.invalid_encoding", await response.CodeAsync());
    }

    [Fact]
    public async Task Post_OfTwoMebibytes_IsRefusedAsTooLarge()
    {
        using var response = await host.PostRawAsync(
            SignedWebhooks.Path, new byte[2 * 1024 * 1024], "application/x-www-form-urlencoded", "x");

        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, response.StatusCode);
        Assert.Equal("webhook.too_large", await response.CodeAsync());
    }

    [Fact]
    public async Task Post_OfAThousandParameters_IsStoredWithAllOfThem()
    {
        var form = SignedWebhooks.Sms(SignedWebhooks.NewPhone(), "many");
        for (var i = 0; i < 1_000; i++)
        {
            form[$"Extra{i}"] = $"{i}";
        }

        using var response = await host.PostAsync(form);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal("999", await host.ScalarAsync<string>(
            """SELECT provider_data ->> 'Extra999' FROM messaging.messages WHERE "from" = $1""", form["From"]));
    }

    [Theory]
    [InlineData("text/plain")]
    [InlineData("multipart/form-data")]
    [InlineData("application/xml")]
    public async Task Post_OfAnotherContentType_IsRefusedWithoutARow(string contentType)
    {
        using var response = await host.PostRawAsync(SignedWebhooks.Path, "MessageSid=SM1"u8.ToArray(), contentType, "x");

        Assert.InRange((int)response.StatusCode, 400, 415);
    }

    [Fact]
    public async Task Get_SignedOverItsUrl_IsStored()
    {
        var form = SignedWebhooks.Sms(SignedWebhooks.NewPhone(), "by get");
        var path = $"{SignedWebhooks.Path}?{string.Join('&', form.Select(pair => $"{pair.Key}={Uri.EscapeDataString(pair.Value)}"))}";
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(host.Address, path));
        request.Headers.Add(
            TwilioSignature.Header, TwilioSignature.Sign(SandboxDefaults.AuthToken, new Uri(host.Address, path).AbsoluteUri, []));

        using var response = await host.Anonymous.SendAsync(request);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal("by get", await host.ScalarAsync<string>("""SELECT body FROM messaging.messages WHERE "from" = $1""", form["From"]));
    }

    [Fact]
    public async Task Status_OfAWordNobodyKnows_IsTakenAndChangesNothing()
    {
        var form = new Dictionary<string, string>
        {
            ["MessageSid"] = SignedWebhooks.NewSid(),
            ["MessageStatus"] = "teleported",
            ["AccountSid"] = SandboxDefaults.AccountSid,
            ["From"] = PlatformHost.Number,
            ["To"] = SignedWebhooks.NewPhone(),
        };

        using var response = await host.PostAsync(form, "/api/twilio/webhook/status");

        Assert.Equal(HttpStatusCode.NoContent, response.StatusCode);
    }

    [Theory]
    [InlineData("a\0b", "ab")]
    [InlineData("👩‍👩‍👧‍👦 and 🏳️‍🌈", "👩‍👩‍👧‍👦 and 🏳️‍🌈")]
    [InlineData("", "")]
    [InlineData("'; DROP TABLE messages; --", "'; DROP TABLE messages; --")]
    public async Task Post_WithOddText_IsStoredIntact(string sent, string stored)
    {
        var form = SignedWebhooks.Sms(SignedWebhooks.NewPhone(), sent);

        using var response = await host.PostAsync(form);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal(stored, await host.ScalarAsync<string>("""SELECT body FROM messaging.messages WHERE "from" = $1""", form["From"]));
    }

    [Fact]
    public async Task Post_OfALongConcatenatedText_IsStoredWhole()
    {
        var text = string.Concat(Enumerable.Range(0, 1_600).Select(i => (char)('a' + (i % 26))));
        var form = SignedWebhooks.Sms(SignedWebhooks.NewPhone(), text);

        using var response = await host.PostAsync(form);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal(text, await host.ScalarAsync<string>("""SELECT body FROM messaging.messages WHERE "from" = $1""", form["From"]));
    }

    [Fact]
    public async Task Post_OfTenMedia_KeepsThemInOrder()
    {
        var form = SignedWebhooks.Sms(SignedWebhooks.NewPhone(), "look");
        form["NumMedia"] = "10";
        for (var i = 0; i < 10; i++)
        {
            form[$"MediaUrl{i}"] = $"https://api.twilio.com/media/{i}";
            form[$"MediaContentType{i}"] = "image/jpeg";
        }

        using var response = await host.PostAsync(form);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal(
            "https://api.twilio.com/media/9",
            await host.ScalarAsync<string>("SELECT media_urls ->> 9 FROM public.sms_messages WHERE \"from\" = $1 AND num_media = 10", form["From"]));
    }

    private static string Flip(string text) => (char)(text[0] ^ 1) + text[1..];

    private async Task AssertNothingFromAsync(string phone) =>
        Assert.Equal(0L, await host.ScalarAsync<long>("""SELECT count(*) FROM messaging.messages WHERE "from" = $1""", phone));
}
