using System.Diagnostics;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;
using SmsPlatform.Infrastructure.Accounts;

namespace SmsPlatform.UnitTests.Accounts;

public sealed class UnknownUserTests
{
    [Fact]
    public void CheckPassword_WhenUserIsUnknown_CostsWhatAKnownOneCosts()
    {
        var options = Options.Create(new PasswordHasherOptions { IterationCount = 20_000 });
        var hasher = new PasswordHasher<User>(options);
        var hash = hasher.HashPassword(new User(), "known");
        var unknown = new UnknownUser(hasher, options);

        var known = Fastest(() => hasher.VerifyHashedPassword(new User(), hash, "guess"));
        var stranger = Fastest(() => unknown.CheckPassword("guess"));

        // A hash of another shape would be refused without any work.
        Assert.InRange(stranger / known, 0.5, 2);
    }

    private static double Fastest(Action check)
    {
        var best = double.MaxValue;
        for (var run = 0; run < 7; run++)
        {
            var start = Stopwatch.GetTimestamp();
            check();
            best = Math.Min(best, Stopwatch.GetElapsedTime(start).TotalMilliseconds);
        }

        return best;
    }
}
