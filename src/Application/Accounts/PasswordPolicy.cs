using SmsPlatform.Domain;

namespace SmsPlatform.Application.Accounts;

/// <summary>What a new password must be: long, and not one of those that are tried first.</summary>
/// <remarks>No rules of composition: they make passwords worse, and length makes them better.</remarks>
public static class PasswordPolicy
{
    public const int MinLength = 12;
    public const int MaxLength = 256;
    private const int MinDistinct = 5;

    public static readonly Error TooShort =
        Error.Validation("password.too_short", $"Choose a password of at least {MinLength} characters.", "password");

    public static readonly Error TooLong =
        Error.Validation("password.too_long", $"Choose a password of at most {MaxLength} characters.", "password");

    public static readonly Error TooCommon =
        Error.Validation("password.too_common", "This password is among the first to be guessed. Choose another, such as four unrelated words.", "password");

    // Words that common passwords are built around; digits, signs and repetitions add nothing to them.
    private static readonly HashSet<string> CommonWords =
    [
        "abc", "access", "admin", "administrator", "asdf", "asdfgh", "asdfghjkl", "baseball", "batman", "blink", "botsmith", "changeit",
        "changeme", "charlie", "chatbot", "computer", "default", "donald", "dragon", "example", "football", "freedom", "google", "guest",
        "hello", "helloworld", "hunter", "iloveyou", "internet", "jordan", "letmein", "letmeinplease", "login", "loveme", "lovely", "master",
        "michael", "monkey", "mustang", "mypassword", "ninja", "nothing", "operator", "owner", "pass", "passphrase", "passw", "passwd",
        "password", "passwort", "please", "princess", "private", "qazwsx", "qazwsxedc", "qwer", "qwert", "qwerty", "qwertyuiop", "qwertz",
        "qwertzuiop", "root", "samsung", "secret", "secretpassword", "secure", "server", "service", "shadow", "simple", "sms", "smsplatform",
        "starwars", "summer", "sunshine", "superman", "superuser", "support", "system", "temp", "temporary", "test", "testing", "thepassword",
        "trustno", "twilio", "user", "welcome", "whatever", "winter", "zaq", "zaqwsx", "zxcvbn", "zxcvbnm",
    ];

    private static readonly string[] Rows =
    [
        "01234567890123456789", "abcdefghijklmnopqrstuvwxyz", "qwertyuiopasdfghjklzxcvbnm", "qwertzuiopasdfghjklyxcvbnm", "1q2w3e4r5t6y7u8i9o0p", "1qaz2wsx3edc4rfv5tgb6yhn",
    ];

    /// <summary>Null when the password may be used by the owner of this e-mail.</summary>
    public static Error? Check(string password, string email) => password.Length switch
    {
        < MinLength => TooShort,
        > MaxLength => TooLong,
        _ => IsCommon(password.ToLowerInvariant(), email.ToLowerInvariant()) ? TooCommon : null,
    };

    private static bool IsCommon(string password, string email)
    {
        if (password.Distinct().Count() < MinDistinct || Rows.Any(row => RunsAlong(password, row)))
        {
            return true;
        }

        var name = Word(email.Split('@')[0]);
        return IsMadeOf(CommonWords, Word(password))
            || IsMadeOf(CommonWords, Word(password, spelt: false))
            || IsMadeOf([name], Word(password))
            || password.Contains(email, StringComparison.Ordinal);
    }

    // The letters alone, with the usual digits read as the letters they stand for: "P@ssw0rd2026!" is "password".
    private static string Word(string password, bool spelt = true) => new(
        [.. password.TrimEnd([.. "0123456789!?.#*$-_@+"]).Select(c => spelt ? Letter(c) : c).Where(char.IsLetter)]);

    private static char Letter(char c) => c switch
    {
        '0' => 'o',
        '1' or '!' => 'i',
        '3' => 'e',
        '4' or '@' => 'a',
        '5' or '$' => 's',
        '7' => 't',
        _ => c,
    };

    // Also without any word: digits and signs alone.
    private static bool IsMadeOf(HashSet<string> words, string word) =>
        word.Length == 0 || Enumerable.Range(1, word.Length).Any(length =>
            word.Length % length == 0
            && words.Contains(word[..length])
            && word == string.Concat(Enumerable.Repeat(word[..length], word.Length / length)));

    private static bool RunsAlong(string password, string row) =>
        row.Contains(password[..Math.Min(password.Length, row.Length)], StringComparison.Ordinal)
        || new string([.. row.Reverse()]).Contains(password[..Math.Min(password.Length, row.Length)], StringComparison.Ordinal);
}
