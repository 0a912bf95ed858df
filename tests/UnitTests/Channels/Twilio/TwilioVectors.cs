using System.Text;
using SmsPlatform.Application.Channels;
using SmsPlatform.Infrastructure.Channels.Twilio;

namespace SmsPlatform.UnitTests.Channels.Twilio;

/// <summary>The signatures that Twilio's documentation and its libraries publish, for the token <c>12345</c>.</summary>
/// <param name="Json">The body when it is JSON; else the parameters are posted.</param>
public sealed record TwilioVector(string Url, (string Name, string Value)[] Parameters, string? Json, string Signature)
{
    private const string Base = "https://mycompany.com/myapp.php?foo=1&bar=2";
    private const string Path = "/myapp.php?foo=1&bar=2";
    private const string Hash = "bodySHA256=0a1ff7634d9ab3b95db5c9a2dfe9416e41502b283a80c7cf19632632f96e6620";
    private const string HashedJson = """{"property": "value", "boolean": true}""";

    private static readonly (string Name, string Value)[] Five = Call("+14158675309");

    public static readonly TwilioVector[] All =
    [
        new(Base, Five, null, "RSOYDt4T1cUTdK1PDd93/VVr8B8="),
        new(Base, Call("+12349013030"), null, "0/KCTR6DLpKmkAf8muzZqo1nDgQ="),
        new("https://mycompany.com:1234" + Path, Five, null, "RSOYDt4T1cUTdK1PDd93/VVr8B8="),
        new(Base, Five, null, "kvajT1Ptam85bY51eRf/AJRuM3w="),
        new("http://mycompany.com" + Path, Five, null, "0ZXoZLH/DfblKGATFgpif+LLRf4="),
        new("http://mycompany.com:1234" + Path, Five, null, "Zmvh+3yNM1Phv2jhDCwEM3q5ebU="),
        new("https://mycompany.com:1234" + Path, Five, null, "CYn1h0gLBdNxDGkKJg6hYohgeD8="),
        new("https://MyCompany.com" + Path, Five, null, "g9IN/x4Cft2g517EjYvEvM/W7LU="),
        new("https://MyCompany.com:1234" + Path, Five, null, "PCqOZm8cnu/L6+u5i5fuEd+Iac4="),
        new("http://MyCompany.com" + Path, Five, null, "XY7AlKOKL6im4yWyX84gldUrtis="),
        new("http://username:password@MyCompany.com" + Path, Five, null, "PJ08CxXr7KLPjEQCTc8LkUSMwSM="),
        new("https://user:pass@mycompany.com" + Path, Five, null, "CukzLTc1tT5dXEDIHm/tKBanW10="),
        new("https://user:pass@mycompany.com" + Path, Five, null, "ZQFR1PTIZXF2MXB8ZnKCvnnA+rI="),
        new("https://user@mycompany.com" + Path, Five, null, "2YRLlVAflCqxaNicjMpJcSTgzSs="),
        new(Base + "&Body=It's+amazing", Five, null, "TfZzewPq8wqrGlMfyAud8+/IvJ0="),
        new(Base, Repeated("MessagingBinding.Address", "+1325xxxxxxx", "+1415xxxxxxx"), null, "83O6e2vORAoJHUNzJjDWN1jz+BA="),
        new(Base, Repeated("MessagingBinding.Address", "+1415xxxxxxx", "+1325xxxxxxx"), null, "83O6e2vORAoJHUNzJjDWN1jz+BA="),
        new(
            Base,
            [("Sid", "CA123"), ("SidAccount", "AC123"), .. Repeated("Digits", "5678", "1234", "1234")],
            null,
            "IK+Dwps556ElfBT0I3Rgjkr1wJU="),
        new($"{Base}&{Hash}", [], HashedJson, "a9nBmqA0ju/hNViExpshrM61xv4="),
        new($"https://mycompany.com/myapp.php?{Hash}", [], HashedJson, "y77kIzt2vzLz71DgmJGsen2scGs="),
        new(
            Base + "&bodySHA256=44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a", [], "{}", "Ldidvp12m26NI7eqEvxnEpkd9Hc="),
        new(TwilioRequests.Url, TwilioRequests.Inbound, null, "Vkrs+LZHE6qTam8MxU9iOL+g1/A="),
    ];

    public byte[] Body => Json is null ? TwilioRequests.Encode(Parameters) : Encoding.UTF8.GetBytes(Json);

    internal TwilioSignatureCheck Check(string? url = null, byte[]? body = null, string token = "12345", string? signature = null) =>
        Check(url ?? Url, body ?? Body, token, signature ?? Signature, Json is null ? TwilioRequests.Form : "application/json");

    public override string ToString() => $"{Url} {Signature}";

    private static TwilioSignatureCheck Check(string url, byte[] body, string token, string signature, string contentType)
    {
        var request = new WebhookRequest(
            "POST", [url], contentType, TwilioRequests.Query(url), TwilioRequests.Headers(signature), body);
        if (contentType == "application/json")
        {
            return TwilioSignature.Check(request, null, token, null);
        }

        var form = TwilioForm.Parse(body);
        return form.IsSuccess
            ? TwilioSignature.Check(request, form.Value, token, null)
            : new TwilioSignatureCheck(form.Error.Code, -1, default, false);
    }

    private static (string Name, string Value)[] Call(string caller) =>
    [
        ("CallSid", "CA1234567890ABCDE"), ("Caller", caller), ("Digits", "1234"), ("From", caller), ("To", "+18005551212"),
    ];

    private static (string Name, string Value)[] Repeated(string name, params string[] values) =>
        [.. values.Select(value => (name, value))];
}
