using System.Text.RegularExpressions;

namespace SmsPlatform.Domain.Messaging;

/// <summary>A phone number in E.164 form, such as <c>+14155550123</c>.</summary>
public sealed partial record PhoneNumber
{
    private PhoneNumber(string value) => Value = value;

    public string Value { get; }

    public static Result<PhoneNumber> Parse(string? input) =>
        IsE164(input)
            ? new PhoneNumber(input!)
            : MessagingErrors.InvalidPhoneNumber;

    public static bool IsE164(string? input) => input is not null && E164().IsMatch(input);

    /// <summary>Drops what people write between digits, and turns a leading <c>00</c> into <c>+</c>.</summary>
    /// <remarks>It never guesses a country: what has no country code stays without one, and <see cref="Parse"/> refuses it.</remarks>
    public static string Normalize(string input)
    {
        var bare = Punctuation().Replace(input, "");
        return bare.StartsWith("00", StringComparison.Ordinal) ? string.Concat("+", bare.AsSpan(2)) : bare;
    }

    public override string ToString() => Value;

    // \z, not $: $ also matches before a final newline.
    [GeneratedRegex(@"^\+[1-9][0-9]{6,14}\z")]
    private static partial Regex E164();

    // Pd holds every dash; Cf holds the invisible direction marks that come along when a number is copied from a contact list.
    [GeneratedRegex(@"[\s\p{Pd}\p{Cf}()./]")]
    private static partial Regex Punctuation();
}
