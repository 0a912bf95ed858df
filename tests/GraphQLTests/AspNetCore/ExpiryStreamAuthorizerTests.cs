using System.Globalization;
using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http;
using SmsPlatform.GraphQL.AspNetCore.Streams;

namespace SmsPlatform.GraphQLTests.AspNetCore;

public sealed class ExpiryStreamAuthorizerTests
{
    private static readonly DateTimeOffset Noon = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(1, true)]
    [InlineData(0, false)]
    [InlineData(-1, false)]
    public async Task IsAuthorized_WhenTokenHasExpiry_EndsWithIt(int secondsLeft, bool authorized)
    {
        var expiry = Noon.AddSeconds(secondsLeft).ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);

        Assert.Equal(authorized, await AskAsync(new DefaultHttpContext(), User(new Claim("exp", expiry))));
    }

    [Theory]
    [InlineData(1, true)]
    [InlineData(0, false)]
    public async Task IsAuthorized_WhenTicketHasExpiry_EndsWithIt(int secondsLeft, bool authorized)
    {
        var user = User();
        var context = new DefaultHttpContext();
        var ticket = new AuthenticationTicket(user, new AuthenticationProperties { ExpiresUtc = Noon.AddSeconds(secondsLeft) }, "test");
        context.Features.Set<IAuthenticateResultFeature>(new Result { AuthenticateResult = AuthenticateResult.Success(ticket) });

        Assert.Equal(authorized, await AskAsync(context, user));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("soon")]
    [InlineData("99999999999999999")]
    public async Task IsAuthorized_WhenThereIsNoExpiry_GoesOn(string? expiry) =>
        Assert.True(await AskAsync(new DefaultHttpContext(), expiry is null ? User() : User(new Claim("exp", expiry))));

    private static ValueTask<bool> AskAsync(HttpContext context, ClaimsPrincipal user) =>
        new ExpiryStreamAuthorizer(new StoppedClock()).IsAuthorizedAsync(context, user, CancellationToken.None);

    private static ClaimsPrincipal User(params Claim[] claims) => new(new ClaimsIdentity(claims, "test"));

    private sealed class StoppedClock : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => Noon;
    }

    private sealed class Result : IAuthenticateResultFeature
    {
        public AuthenticateResult? AuthenticateResult { get; set; }
    }
}
