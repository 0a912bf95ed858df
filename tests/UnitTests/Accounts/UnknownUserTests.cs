using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;
using NSubstitute;
using SmsPlatform.Infrastructure.Accounts;

namespace SmsPlatform.UnitTests.Accounts;

public sealed class UnknownUserTests
{
    // Version, algorithm, iterations and length of the salt: what decides how much work a check is.
    private const int Header = 13;

    [Fact]
    public void CheckPassword_WhenUserIsUnknown_ChecksAHashOfTheCostOfAKnownOne()
    {
        var options = Options.Create(new PasswordHasherOptions { IterationCount = 20_000 });
        var known = Convert.FromBase64String(new PasswordHasher<User>(options).HashPassword(new User(), "known"));
        var hasher = Substitute.For<IPasswordHasher<User>>();
        var @checked = "";
        hasher.VerifyHashedPassword(Arg.Any<User>(), Arg.Do<string>(hash => @checked = hash), "guess");

        new UnknownUser(hasher, options).CheckPassword("guess");

        var stranger = Convert.FromBase64String(@checked);
        Assert.Equal(known[..Header], stranger[..Header]);
        Assert.Equal(known.Length, stranger.Length);
    }
}
