using System.Buffers;
using System.Buffers.Text;
using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;
using SmsPlatform.Application.Channels;

namespace SmsPlatform.Infrastructure.Channels.Twilio;

/// <summary>How a signature was found to be right, or why it is wrong.</summary>
/// <param name="Reason">One of <see cref="RejectReasons"/>; empty when the signature is Twilio's.</param>
/// <param name="Url">Which of the request's URLs matched.</param>
/// <param name="Variant">In which variant it matched.</param>
/// <param name="ByPreviousToken">The token that signed has been replaced here, but not yet promoted at Twilio.</param>
internal readonly record struct TwilioSignatureCheck(string Reason, int Url, TwilioUrlVariant Variant, bool ByPreviousToken)
{
    public bool IsValid => Reason.Length == 0;
}

/// <summary>Checks <c>X-Twilio-Signature</c>: base64 of HMAC-SHA1, keyed by the account's auth token, over URL and parameters.</summary>
internal static class TwilioSignature
{
    public const string Header = "X-Twilio-Signature";

    private const string BodyHash = "bodySHA256";
    private const int SignatureLength = 28;

    // Encoding again turns one character into three escapes at most, of three characters each.
    private const int LongestEscape = 9;

    /// <param name="form">The posted parameters; null when nothing but the URL is signed (GET, JSON).</param>
    public static TwilioSignatureCheck Check(WebhookRequest request, TwilioForm? form, string? token, string? previousToken)
    {
        var header = request.Headers[Header];
        if (header.Count == 0 || string.IsNullOrEmpty(header[0]))
        {
            return Failure(RejectReasons.SignatureMissing);
        }

        if (string.IsNullOrEmpty(token))
        {
            return Failure(RejectReasons.TokenMissing);
        }

        // A body that is not part of the signed text is trusted only through its hash in the URL, which is.
        var hash = "";
        var hashNeeded = form is null && !IsGet(request);
        if (hashNeeded && !TryFindBodyHash(request.Query, out hash))
        {
            return Failure(RejectReasons.BodyHashMissing);
        }

        if (header.Count > 1 || header[0]!.Length != SignatureLength)
        {
            return Failure(RejectReasons.SignatureInvalid);
        }

        var check = Compare(request.Urls, form, header[0]!, token, previousToken);
        return check.IsValid && hashNeeded && !BodyMatches(request.Body.Span, hash)
            ? Failure(RejectReasons.BodyHashMismatch)
            : check;
    }

    private static bool IsGet(WebhookRequest request) =>
        string.Equals(request.Method, "GET", StringComparison.OrdinalIgnoreCase);

    private static TwilioSignatureCheck Compare(
        IReadOnlyList<string> urls, TwilioForm? form, string header, string token, string? previousToken)
    {
        Span<byte> expected = stackalloc byte[SignatureLength];
        if (Ascii.FromUtf16(header, expected, out _) != OperationStatus.Done)
        {
            return Failure(RejectReasons.SignatureInvalid);
        }

        var room = LongestEscape * LongestLength(urls);
        var buffer = ArrayPool<byte>.Shared.Rent(room + (form is null ? 0 : SignedLength(form)));
        try
        {
            // The parameters are the same for every URL, so they are laid out once and each URL is written right before them.
            var end = room + (form is null ? 0 : WriteSigned(form, buffer.AsSpan(room)));
            for (var url = 0; url < urls.Count; url++)
            {
                foreach (var variant in TwilioUrl.Variants)
                {
                    if (TwilioUrl.Apply(urls[url], variant) is not { } candidate)
                    {
                        continue;
                    }

                    var start = room - Encoding.UTF8.GetByteCount(candidate);
                    Encoding.UTF8.GetBytes(candidate, buffer.AsSpan(start));
                    var signed = buffer.AsSpan(start, end - start);
                    if (Matches(signed, token, expected))
                    {
                        return new TwilioSignatureCheck("", url, variant, ByPreviousToken: false);
                    }

                    if (!string.IsNullOrEmpty(previousToken) && Matches(signed, previousToken, expected))
                    {
                        return new TwilioSignatureCheck("", url, variant, ByPreviousToken: true);
                    }
                }
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }

        return Failure(RejectReasons.SignatureInvalid);
    }

    // Compared as text, not as bytes: base64 has several spellings of the same bytes, and only one is Twilio's.
    [SuppressMessage("Security", "CA5350", Justification = "Twilio signs with HMAC-SHA1; nothing else verifies its webhooks.")]
    private static bool Matches(ReadOnlySpan<byte> signed, string token, ReadOnlySpan<byte> expected)
    {
        Span<byte> hash = stackalloc byte[HMACSHA1.HashSizeInBytes];
        Span<byte> signature = stackalloc byte[SignatureLength];
        HMACSHA1.HashData(Encoding.UTF8.GetBytes(token), signed, hash);
        Base64.EncodeToUtf8(hash, signature, out _, out _);
        return CryptographicOperations.FixedTimeEquals(signature, expected);
    }

    private static int LongestLength(IReadOnlyList<string> urls)
    {
        // Room for a default port even when there is no URL worth the name.
        var longest = 8;
        for (var index = 0; index < urls.Count; index++)
        {
            longest = Math.Max(longest, urls[index].Length);
        }

        return longest;
    }

    private static int SignedLength(TwilioForm form)
    {
        var length = 0;
        for (var index = 0; index < form.Count; index++)
        {
            length += form.Name(index).Length + form.Value(index).Length;
        }

        return length;
    }

    /// <summary>Each name with its value, sorted by both; the same pair twice counts once.</summary>
    private static int WriteSigned(TwilioForm form, Span<byte> destination)
    {
        var order = form.Count <= 64 ? stackalloc int[form.Count] : new int[form.Count];
        Sort(form, order);

        var written = 0;
        for (var position = 0; position < order.Length; position++)
        {
            if (position > 0 && Compare(form, order[position - 1], order[position]) == 0)
            {
                continue;
            }

            form.Name(order[position]).CopyTo(destination[written..]);
            written += form.Name(order[position]).Length;
            form.Value(order[position]).CopyTo(destination[written..]);
            written += form.Value(order[position]).Length;
        }

        return written;
    }

    private static void Sort(TwilioForm form, Span<int> order)
    {
        for (var index = 0; index < order.Length; index++)
        {
            order[index] = index;
        }

        if (order.Length > 64)
        {
            order.Sort((left, right) => Compare(form, left, right));
            return;
        }

        // Twilio posts about twenty parameters: by insertion they are sorted without a delegate.
        for (var index = 1; index < order.Length; index++)
        {
            var moving = order[index];
            var hole = index;
            for (; hole > 0 && Compare(form, order[hole - 1], moving) > 0; hole--)
            {
                order[hole] = order[hole - 1];
            }

            order[hole] = moving;
        }
    }

    private static int Compare(TwilioForm form, int left, int right)
    {
        var byName = form.Name(left).SequenceCompareTo(form.Name(right));
        return byName != 0 ? byName : form.Value(left).SequenceCompareTo(form.Value(right));
    }

    private static bool TryFindBodyHash(string query, out string hash)
    {
        var pairs = query.AsSpan().TrimStart('?');
        foreach (var range in pairs.Split('&'))
        {
            var pair = pairs[range];
            if (pair.StartsWith(BodyHash, StringComparison.Ordinal) && pair.Length > BodyHash.Length && pair[BodyHash.Length] == '=')
            {
                hash = pair[(BodyHash.Length + 1)..].ToString();
                return true;
            }
        }

        hash = "";
        return false;
    }

    private static bool BodyMatches(ReadOnlySpan<byte> body, string hash)
    {
        Span<byte> actual = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(body, actual);
        return CryptographicOperations.FixedTimeEquals(
            Encoding.UTF8.GetBytes(Convert.ToHexStringLower(actual)), Encoding.UTF8.GetBytes(hash));
    }

    private static TwilioSignatureCheck Failure(string reason) => new(reason, -1, default, false);
}
