using System.Net.Sockets;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using SmsPlatform.WebApi;

namespace SmsPlatform.UnitTests.Web;

/// <summary>Which exceptions say that the database is away, so that whoever asked asks again.</summary>
public sealed class UnhandledExceptionsTests
{
    [Fact]
    public async Task Status_WhenNoServerNamedIsThePrimary_Is503()
    {
        // As Npgsql throws it while none of several hosts will do.
        Assert.Equal(503, await StatusAsync(new NpgsqlException("No suitable host was found.")));
        Assert.Equal(503, await StatusAsync(new NpgsqlException("Unable to connect to a suitable host.", new AggregateException(new SocketException()))));
    }

    [Theory]
    [InlineData("57P01", 503)]
    [InlineData("57P03", 503)]
    [InlineData("53300", 503)]
    [InlineData("25006", 503)]
    [InlineData("42P01", 500)]
    [InlineData("23505", 500)]
    [InlineData("22P05", 500)]
    public async Task Status_OfWhatPostgresAnswers_DependsOnWhetherAskingAgainHelps(string sqlState, int expected) =>
        Assert.Equal(expected, await StatusAsync(new PostgresException("no", "ERROR", "ERROR", sqlState)));

    [Fact]
    public async Task Status_OfWhatEfWraps_IsThatOfTheCause()
    {
        Assert.Equal(503, await StatusAsync(new InvalidOperationException("wrapped", new DbUpdateException("wrapped", new NpgsqlException("broken")))));
        Assert.Equal(500, await StatusAsync(new InvalidOperationException("a bug")));
    }

    private static async Task<int> StatusAsync(Exception exception)
    {
        await using var services = new ServiceCollection().AddLogging().AddProblems().BuildServiceProvider();
        var context = new DefaultHttpContext { RequestServices = services };
        Assert.True(await new UnhandledExceptions(NullLogger<UnhandledExceptions>.Instance).TryHandleAsync(context, exception, default));
        return context.Response.StatusCode;
    }
}
