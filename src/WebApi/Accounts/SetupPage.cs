using System.Security.Cryptography;
using Microsoft.AspNetCore.Http.HttpResults;

namespace SmsPlatform.WebApi.Accounts;

/// <summary>The page behind a set-up link. It holds all it needs, and its policy lets nothing else run.</summary>
internal sealed class SetupPage
{
    private const string Resource = "SmsPlatform.WebApi.Accounts.SetupPage.html";
    private const string Placeholder = "{{nonce}}";
    private const int NonceBytes = 18;
    private readonly string _html = Read();

    public ContentHttpResult Show(HttpContext context)
    {
        var nonce = Convert.ToBase64String(RandomNumberGenerator.GetBytes(NonceBytes));
        var headers = context.Response.Headers;
        headers.ContentSecurityPolicy =
            $"default-src 'none'; script-src 'nonce-{nonce}'; style-src 'nonce-{nonce}'; connect-src 'self'; "
            + "form-action 'none'; base-uri 'none'; frame-ancestors 'none'";
        headers.XContentTypeOptions = "nosniff";
        headers.CacheControl = "no-store";

        // The address holds the token.
        headers["Referrer-Policy"] = "no-referrer";
        return TypedResults.Content(_html.Replace(Placeholder, nonce, StringComparison.Ordinal), "text/html; charset=utf-8");
    }

    private static string Read()
    {
        using var stream = typeof(SetupPage).Assembly.GetManifestResourceStream(Resource)
            ?? throw new InvalidOperationException($"The resource {Resource} is not in the assembly.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
