using System.Text;
using SmsPlatform.Application.Channels;
using SmsPlatform.Infrastructure.Channels.Twilio;

namespace SmsPlatform.UnitTests.Channels.Twilio;

public sealed class TwilioSignatureTests
{
    public static TheoryData<int> Vectors() => [.. Enumerable.Range(0, TwilioVector.All.Length)];

    [Theory]
    [MemberData(nameof(Vectors))]
    public void Check_OfAPublishedVector_IsValid(int vector) =>
        Assert.Equal("", TwilioVector.All[vector].Check().Reason);

    [Theory]
    [MemberData(nameof(Vectors))]
    public void Check_WhenOneBitOfTheUrlIsFlipped_IsInvalid(int index)
    {
        var vector = TwilioVector.All[index];
        var port = vector.Url.IndexOf(":1234", StringComparison.Ordinal);
        foreach (var (flipped, position) in Flips(vector.Url, bits: 7))
        {
            // A port that Twilio leaves out of the signature is not covered by it.
            var inPort = port >= 0 && position > port && position < port + 5 && char.IsAsciiDigit(flipped[position]);
            if (inPort && vector.Check().Variant.Port == TwilioUrlPort.Removed)
            {
                continue;
            }

            Assert.False(vector.Check(url: flipped).IsValid, flipped);
        }
    }

    [Theory]
    [MemberData(nameof(Vectors))]
    public void Check_WhenOneBitOfAParameterIsFlipped_IsInvalid(int index)
    {
        var vector = TwilioVector.All[index];
        for (var parameter = 0; parameter < vector.Parameters.Length; parameter++)
        {
            var (name, value) = vector.Parameters[parameter];
            foreach (var flipped in Flips(Encoding.UTF8.GetBytes(name)))
            {
                Assert.False(vector.Check(body: Replace(vector, parameter, flipped, Encoding.UTF8.GetBytes(value))).IsValid);
            }

            foreach (var flipped in Flips(Encoding.UTF8.GetBytes(value)))
            {
                Assert.False(vector.Check(body: Replace(vector, parameter, Encoding.UTF8.GetBytes(name), flipped)).IsValid);
            }
        }
    }

    [Theory]
    [MemberData(nameof(Vectors))]
    public void Check_WhenOneBitOfTheRawBodyIsFlipped_IsInvalidUnlessItMeansTheSame(int index)
    {
        var vector = TwilioVector.All[index];
        foreach (var flipped in Flips(vector.Body))
        {
            if (vector.Json is null && MeansTheSame(flipped, vector.Body))
            {
                continue;
            }

            Assert.False(vector.Check(body: flipped).IsValid, Encoding.Latin1.GetString(flipped));
        }
    }

    [Theory]
    [MemberData(nameof(Vectors))]
    public void Check_WhenOneBitOfTheSignatureOrTokenIsFlipped_IsInvalid(int index)
    {
        var vector = TwilioVector.All[index];
        foreach (var (flipped, _) in Flips(vector.Signature, bits: 16))
        {
            Assert.False(vector.Check(signature: flipped).IsValid, flipped);
        }

        foreach (var (flipped, _) in Flips("12345", bits: 7))
        {
            Assert.False(vector.Check(token: flipped).IsValid, flipped);
        }
    }

    [Fact]
    public void Check_OfRandomForms_AgreesWithThePlainRule()
    {
        var random = new Random(3);
        string[] names = ["Body", "From", "To", "A", "AA", "a", "MediaUrl0", "ü", "", " x "];
        string[] values = ["", " ", "1", "12", "+1415", "a&b=c%", "😀", "\0", "x\r\ny ", "é"];
        for (var run = 0; run < 3_000; run++)
        {
            var parameters = Enumerable.Range(0, random.Next(run % 100 == 0 ? 1500 : 30))
                .Select(_ => (random.GetItems(names, 1)[0], random.GetItems(values, 1)[0]))
                .Where(p => p.Item1.Length + p.Item2.Length > 0)
                .ToArray();

            var request = TwilioRequests.Signed(parameters);
            var form = TwilioForm.Parse(request.Body.Span).Value;

            Assert.True(TwilioSignature.Check(request, form, TwilioRequests.Token, null).IsValid);
        }
    }

    [Theory]
    [InlineData("https://mycompany.com:8443/a?b=It%27s", "https://mycompany.com/a?b=It's", TwilioUrlPort.Removed, TwilioUrlQuery.Legacy)]
    [InlineData("https://mycompany.com/a?b=c+d", "https://mycompany.com:443/a?b=c%20d", TwilioUrlPort.DefaultAdded, TwilioUrlQuery.Legacy)]
    [InlineData("http://mycompany.com?b=1", "http://mycompany.com:80?b=1", TwilioUrlPort.DefaultAdded, TwilioUrlQuery.AsGiven)]
    [InlineData("https://[::1]/a", "https://[::1]:443/a", TwilioUrlPort.DefaultAdded, TwilioUrlQuery.AsGiven)]
    [InlineData("https://[::1]:8443/a", "https://[::1]/a", TwilioUrlPort.Removed, TwilioUrlQuery.AsGiven)]
    [InlineData("https://u:p@h:8443/a", "https://u:p@h/a", TwilioUrlPort.Removed, TwilioUrlQuery.AsGiven)]
    [InlineData("https://h/a#rc=3&rp=5xx", "https://h/a", TwilioUrlPort.AsGiven, TwilioUrlQuery.AsGiven)]
    [InlineData("https://h/a%2Fb/%C3%A9?c=%7E", "https://h/a%2Fb/%C3%A9?c=%7E", TwilioUrlPort.AsGiven, TwilioUrlQuery.AsGiven)]
    public void Check_WhenTwilioSignedAVariant_TellsWhich(
        string url, string signedUrl, object port, object query)
    {
        var request = TwilioRequests.Post(TwilioRequests.Inbound, TwilioRequests.Sign("12345", signedUrl, TwilioRequests.Inbound), url);

        var check = TwilioSignature.Check(request, TwilioForm.Parse(request.Body.Span).Value, "12345", null);

        Assert.Equal(new TwilioSignatureCheck("", 0, new TwilioUrlVariant((TwilioUrlPort)port, (TwilioUrlQuery)query), false), check);
    }

    [Fact]
    public void Check_WhenASecondUrlMatches_TellsWhich()
    {
        var request = TwilioRequests.Post(
            TwilioRequests.Inbound, TwilioVector.All[^1].Signature, "https://internal:5080/api/twilio/webhook/sms", TwilioRequests.Url);

        var check = TwilioSignature.Check(request, TwilioForm.Parse(request.Body.Span).Value, "12345", null);

        Assert.True(check.IsValid);
        Assert.Equal(1, check.Url);
    }

    [Theory]
    [InlineData("", true)]
    [InlineData("https://example.com/other", false)]
    public void Check_WhenThereIsNoUrlThatMatches_IsInvalid(string url, bool none)
    {
        var request = TwilioRequests.Signed(TwilioRequests.Inbound) with { Urls = none ? [] : [url] };

        var check = TwilioSignature.Check(request, TwilioForm.Parse(request.Body.Span).Value, "12345", null);

        Assert.Equal(RejectReasons.SignatureInvalid, check.Reason);
    }

    private static byte[] Replace(TwilioVector vector, int parameter, byte[] name, byte[] value)
    {
        using var body = new MemoryStream();
        for (var index = 0; index < vector.Parameters.Length; index++)
        {
            var pair = vector.Parameters[index];
            Write(body, index == parameter ? name : Encoding.UTF8.GetBytes(pair.Name));
            body.WriteByte((byte)'=');
            Write(body, index == parameter ? value : Encoding.UTF8.GetBytes(pair.Value));
            body.WriteByte((byte)'&');
        }

        return body.ToArray();
    }

    private static void Write(Stream body, byte[] bytes)
    {
        foreach (var octet in bytes)
        {
            body.Write(Encoding.ASCII.GetBytes($"%{octet:X2}"));
        }
    }

    // Another case of an escape's hex digit, or a flip of "+" into a bare byte, may decode to the same parameters.
    private static bool MeansTheSame(byte[] left, byte[] right)
    {
        var (a, b) = (TwilioForm.Parse(left), TwilioForm.Parse(right));
        return a.IsSuccess && Pairs(a.Value).SequenceEqual(Pairs(b.Value));
    }

    private static IEnumerable<string> Pairs(TwilioForm form) => Enumerable.Range(0, form.Count)
        .Select(index => $"{Convert.ToHexString(form.Name(index))}={Convert.ToHexString(form.Value(index))}")
        .Distinct()
        .Order(StringComparer.Ordinal);

    private static IEnumerable<byte[]> Flips(byte[] bytes)
    {
        for (var bit = 0; bit < bytes.Length * 8; bit++)
        {
            var flipped = bytes.ToArray();
            flipped[bit / 8] ^= (byte)(1 << bit % 8);
            yield return flipped;
        }
    }

    private static IEnumerable<(string Flipped, int Position)> Flips(string text, int bits)
    {
        for (var position = 0; position < text.Length; position++)
        {
            for (var bit = 0; bit < bits; bit++)
            {
                var flipped = text.ToCharArray();
                flipped[position] ^= (char)(1 << bit);
                yield return (new string(flipped), position);
            }
        }
    }
}
