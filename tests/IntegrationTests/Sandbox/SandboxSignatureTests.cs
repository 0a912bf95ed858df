using SmsPlatform.Sandbox.Webhooks;

namespace SmsPlatform.IntegrationTests.Sandbox;

/// <summary>The vectors that Twilio's own libraries publish, with the token "12345".</summary>
public sealed class SandboxSignatureTests
{
    private const string Token = "12345";
    private const string Base = "https://mycompany.com/myapp.php?foo=1&bar=2";

    [Theory]
    [InlineData(Base, "RSOYDt4T1cUTdK1PDd93/VVr8B8=")]
    [InlineData("https://mycompany.com:443/myapp.php?foo=1&bar=2", "kvajT1Ptam85bY51eRf/AJRuM3w=")]
    [InlineData("http://mycompany.com:80/myapp.php?foo=1&bar=2", "0ZXoZLH/DfblKGATFgpif+LLRf4=")]
    [InlineData("http://mycompany.com:1234/myapp.php?foo=1&bar=2", "Zmvh+3yNM1Phv2jhDCwEM3q5ebU=")]
    [InlineData("https://mycompany.com:1234/myapp.php?foo=1&bar=2", "CYn1h0gLBdNxDGkKJg6hYohgeD8=")]
    [InlineData("https://MyCompany.com/myapp.php?foo=1&bar=2", "g9IN/x4Cft2g517EjYvEvM/W7LU=")]
    [InlineData("https://MyCompany.com:1234/myapp.php?foo=1&bar=2", "PCqOZm8cnu/L6+u5i5fuEd+Iac4=")]
    [InlineData("http://MyCompany.com/myapp.php?foo=1&bar=2", "XY7AlKOKL6im4yWyX84gldUrtis=")]
    [InlineData("http://username:password@MyCompany.com/myapp.php?foo=1&bar=2", "PJ08CxXr7KLPjEQCTc8LkUSMwSM=")]
    [InlineData("https://user:pass@mycompany.com/myapp.php?foo=1&bar=2", "CukzLTc1tT5dXEDIHm/tKBanW10=")]
    [InlineData("https://user:pass@mycompany.com:443/myapp.php?foo=1&bar=2", "ZQFR1PTIZXF2MXB8ZnKCvnnA+rI=")]
    [InlineData("https://user@mycompany.com/myapp.php?foo=1&bar=2", "2YRLlVAflCqxaNicjMpJcSTgzSs=")]
    [InlineData("https://mycompany.com/myapp.php?foo=1&bar=2&Body=It%27s+amazing", "TfZzewPq8wqrGlMfyAud8+/IvJ0=")]
    [InlineData("https://mycompany.com/myapp.php?foo=1&bar=2#rc=3&rp=5xx", "RSOYDt4T1cUTdK1PDd93/VVr8B8=")]
    public void Sign_WhenFormPost_IsThePublishedSignature(string url, string expected) =>
        Assert.Equal(expected, TwilioSignature.Sign(Token, url, Call()));

    [Fact]
    public void Sign_WhenAnotherCaller_IsTheDocumentationsSignature() =>
        Assert.Equal("0/KCTR6DLpKmkAf8muzZqo1nDgQ=", TwilioSignature.Sign(Token, Base, Call("+12349013030")));

    [Fact]
    public void Sign_WhenNameRepeats_DoesNotDependOnTheirOrder()
    {
        var signature = TwilioSignature.Sign(Token, Base, Form(("Address", "+14156699592"), ("Address", "+13252210000")));

        Assert.Equal(TwilioSignature.Sign(Token, Base, Form(("Address", "+13252210000"), ("Address", "+14156699592"))), signature);
    }

    [Fact]
    public void Sign_WhenValueRepeats_CountsItOnce() =>
        Assert.Equal(
            "IK+Dwps556ElfBT0I3Rgjkr1wJU=",
            TwilioSignature.Sign(Token, Base, Form(("Sid", "CA123"), ("SidAccount", "AC123"), ("Digits", "5678"), ("Digits", "1234"), ("Digits", "1234"))));

    [Theory]
    [InlineData(Base, """{"property": "value", "boolean": true}""", "a9nBmqA0ju/hNViExpshrM61xv4=")]
    [InlineData("https://mycompany.com/myapp.php", """{"property": "value", "boolean": true}""", "y77kIzt2vzLz71DgmJGsen2scGs=")]
    [InlineData("https://mycompany.com:443/myapp.php?foo=1&bar=2", "{}", "Ldidvp12m26NI7eqEvxnEpkd9Hc=")]
    public void Sign_WhenJsonPost_CoversTheBodyByItsHash(string url, string body, string expected) =>
        Assert.Equal(expected, TwilioSignature.Sign(Token, TwilioSignature.WithBodyHash(url, System.Text.Encoding.UTF8.GetBytes(body)), []));

    [Fact]
    public void Sign_WhenSmsWithEmoji_IsTheKnownSignature()
    {
        var form = Form(
            ("ToCountry", "US"),
            ("SmsMessageSid", "SM00000000000000000000000000000001"),
            ("SmsSid", "SM00000000000000000000000000000001"),
            ("MessageSid", "SM00000000000000000000000000000001"),
            ("NumMedia", "0"),
            ("SmsStatus", "received"),
            ("Body", "Hello & welcome = 100% 😀"),
            ("To", "+15017122661"),
            ("NumSegments", "1"),
            ("AccountSid", "AC00000000000000000000000000000001"),
            ("From", "+15558675310"),
            ("ApiVersion", "2010-04-01"));

        Assert.Equal("Vkrs+LZHE6qTam8MxU9iOL+g1/A=", TwilioSignature.Sign(Token, "https://example.com/api/twilio/webhook/sms", form));
    }

    private static KeyValuePair<string, string>[] Call(string caller = "+14158675309") => Form(
        ("CallSid", "CA1234567890ABCDE"), ("Caller", caller), ("Digits", "1234"), ("From", caller), ("To", "+18005551212"));

    private static KeyValuePair<string, string>[] Form(params (string Name, string Value)[] pairs) =>
        [.. pairs.Select(pair => KeyValuePair.Create(pair.Name, pair.Value))];
}
