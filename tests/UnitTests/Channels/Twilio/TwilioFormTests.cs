using System.Text;
using SmsPlatform.Application.Channels;
using SmsPlatform.Infrastructure.Channels.Twilio;

namespace SmsPlatform.UnitTests.Channels.Twilio;

public sealed class TwilioFormTests
{
    [Theory]
    [InlineData("", "")]
    [InlineData("&&", "")]
    [InlineData("a=1", "a:1")]
    [InlineData("a", "a:")]
    [InlineData("a=", "a:")]
    [InlineData("=1", ":1")]
    [InlineData("a=1&a=2&a=1", "a:1|a:2|a:1")]
    [InlineData("a=b=c", "a:b=c")]
    [InlineData("a+b=c+d", "a b:c d")]
    [InlineData("a=%2B%26%3d%25", "a:+&=%")]
    [InlineData("a=%", "a:%")]
    [InlineData("a=%4", "a:%4")]
    [InlineData("a=%zz%41", "a:%zzA")]
    [InlineData("%61=%F0%9F%98%80", "a:😀")]
    [InlineData("a= x ", "a: x ")]
    [InlineData("a=;b", "a:;b")]
    public void Parse_ReadsWhatWasPosted(string body, string expected)
    {
        var form = Parse(body);

        Assert.Equal(expected, string.Join('|', Enumerable.Range(0, form.Count).Select(i => $"{form.NameText(i)}:{form.Text(i)}")));
    }

    [Theory]
    [InlineData("a=%FF")]
    [InlineData("a=%C3")]
    [InlineData("%C3=%A9")]
    [InlineData("a=%C3&%A9=b")]
    [InlineData("a=%ED%A0%80")]
    [InlineData("a=%C0%80")]
    public void Parse_WhenNotUtf8_IsRefused(string body) =>
        Assert.Equal(WebhookErrors.InvalidEncoding, TwilioForm.Parse(Encoding.ASCII.GetBytes(body)).Error);

    [Fact]
    public void Parse_KeepsNulForTheSignature_AndDropsItForStorage()
    {
        var form = Parse("Bo%00dy=a%00b");

        Assert.Equal("Bo\0dy"u8, form.Name(0));
        Assert.Equal("a\0b"u8, form.Value(0));
        Assert.Equal("Body", form.NameText(0));
        Assert.Equal("ab", form.Text(0));
    }

    [Fact]
    public void Parse_OfManyParameters_KeepsThemAll()
    {
        var form = Parse(string.Join('&', Enumerable.Range(0, 5_000).Select(i => $"p{i}={i}")));

        Assert.Equal(5_000, form.Count);
        Assert.Equal("4999", form.Find("p4999"u8));
    }

    [Fact]
    public void Parse_OfTooManyParameters_IsRefused() =>
        Assert.Equal(
            WebhookErrors.TooManyParameters,
            TwilioForm.Parse(Encoding.ASCII.GetBytes(new string('&', TwilioForm.MaxParameters))).Error);

    [Fact]
    public void Parse_OfAnyBytes_NeverThrowsAndAgreesWithAPlainDecoder()
    {
        var random = new Random(11);
        var alphabet = "ab=&%+0123456789ABCDEFabcdef\0é \n"u8.ToArray();
        for (var run = 0; run < 20_000; run++)
        {
            var body = new byte[random.Next(60)];
            for (var index = 0; index < body.Length; index++)
            {
                body[index] = random.Next(20) == 0 ? (byte)random.Next(256) : alphabet[random.Next(alphabet.Length)];
            }

            var parsed = TwilioForm.Parse(body);

            var expected = Plain(body);
            Assert.Equal(expected is null, parsed.IsFailure);
            if (expected is not null)
            {
                Assert.Equal(expected, Enumerable.Range(0, parsed.Value.Count)
                    .Select(i => (Convert.ToHexString(parsed.Value.Name(i)), Convert.ToHexString(parsed.Value.Value(i)))));
            }
        }
    }

    private static TwilioForm Parse(string body) => TwilioForm.Parse(Encoding.UTF8.GetBytes(body)).Value;

    private static List<(string Name, string Value)>? Plain(byte[] body)
    {
        var pairs = new List<(string Name, string Value)>();
        foreach (var pair in Encoding.Latin1.GetString(body).Split('&').Where(pair => pair.Length > 0))
        {
            var parts = pair.Split('=', 2);
            var (name, value) = (Decode(parts[0]), Decode(parts.Length > 1 ? parts[1] : ""));
            if (!IsUtf8(name) || !IsUtf8(value))
            {
                return null;
            }

            pairs.Add((Convert.ToHexString(name), Convert.ToHexString(value)));
        }

        return pairs;
    }

    private static byte[] Decode(string text)
    {
        var bytes = new List<byte>();
        for (var index = 0; index < text.Length; index++)
        {
            if (text[index] == '%' && index + 2 < text.Length && char.IsAsciiHexDigit(text[index + 1]) && char.IsAsciiHexDigit(text[index + 2]))
            {
                bytes.Add(Convert.FromHexString(text.AsSpan(index + 1, 2))[0]);
                index += 2;
            }
            else
            {
                bytes.Add(text[index] == '+' ? (byte)' ' : (byte)text[index]);
            }
        }

        return [.. bytes];
    }

    private static bool IsUtf8(byte[] bytes)
    {
        try
        {
            new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(bytes);
            return true;
        }
        catch (DecoderFallbackException)
        {
            return false;
        }
    }
}
