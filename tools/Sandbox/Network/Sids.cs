using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;

namespace SmsPlatform.Sandbox.Network;

/// <summary>String identifiers as Twilio makes them: two letters of kind and 32 hexadecimal digits.</summary>
internal static partial class Sids
{
    public static string New(string prefix) => prefix + Guid.NewGuid().ToString("N");

    /// <summary>The same SID for the same thing, so a number keeps its SID when its account is put again.</summary>
    public static string Stable(string prefix, string name) =>
        prefix + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(name)))[..32];

    public static bool IsAccount(string value) => AccountSid().IsMatch(value);

    [GeneratedRegex(@"^AC[0-9a-fA-F]{32}\z")]
    private static partial Regex AccountSid();
}
