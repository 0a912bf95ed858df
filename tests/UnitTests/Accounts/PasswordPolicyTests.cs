using SmsPlatform.Application.Accounts;
using SmsPlatform.Domain;

namespace SmsPlatform.UnitTests.Accounts;

public sealed class PasswordPolicyTests
{
    private const string Email = "ada.lovelace@example.com";

    public static TheoryData<string> Common =>
    [
        "password1234", "Password1234!", "P@ssw0rd2026!", "passwordpassword", "123456789012", "987654321098", "qwertyuiop123", "qwertyuiopas",
        "1q2w3e4r5t6y", "abcdefghijkl", "aaaaaaaaaaaa", "abababababab", "letmein!!!!!!!", "admin123admin123", "adminadminadmin", "Welcome2026!!",
        "12345administrator", "SmsPlatform2026", "ada.lovelace@example.com", "adalovelace1815!", "0000 1111 2222",
    ];

    [Theory]
    [MemberData(nameof(Common))]
    public void Check_WhenPasswordIsCommon_IsRefused(string password) =>
        Assert.Equal(PasswordPolicy.TooCommon, PasswordPolicy.Check(password, Email));

    [Theory]
    [InlineData("correct horse battery")]
    [InlineData("kBf93-x!qLm2")]
    [InlineData("пароль слишком сложный")]
    [InlineData("my password is a poem by keats")]
    [InlineData("dragonfly umbrella 7")]
    public void Check_WhenPasswordIsGood_Accepts(string password) => Assert.Null(PasswordPolicy.Check(password, Email));

    [Theory]
    [InlineData(0, "password.too_short")]
    [InlineData(11, "password.too_short")]
    [InlineData(257, "password.too_long")]
    public void Check_WhenLengthIsWrong_IsRefused(int length, string code)
    {
        Error? error = PasswordPolicy.Check(new string('x', length), Email);

        Assert.Equal(code, error?.Code);
        Assert.Equal("password", error?.Field);
    }

    [Fact]
    public void Commands_WhenPrinted_HideSecrets()
    {
        const string Canary = "canary-secret";

        Assert.DoesNotContain(Canary, new SignIn(Email, Canary, null, "", "").ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain(Canary, new EnsureAdmin(Email, Canary).ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain(Canary, new SetUpPlatform(Canary, Email, Canary, null).ToString(), StringComparison.Ordinal);
    }
}
