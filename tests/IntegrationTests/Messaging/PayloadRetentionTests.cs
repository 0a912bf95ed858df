using MediatR;
using Microsoft.Extensions.DependencyInjection;
using SmsPlatform.Application.Messaging;

namespace SmsPlatform.IntegrationTests.Messaging;

/// <summary>What a provider posted along with a message is forgotten in time; the message is not.</summary>
public sealed class PayloadRetentionTests(PlatformHost host) : IClassFixture<PlatformHost>
{
    [Fact]
    public async Task Forget_AfterTheRetention_EmptiesPayloadsOfOldMessagesAlone()
    {
        var (old, young) = (SignedWebhooks.NewPhone(), SignedWebhooks.NewPhone());
        await host.Sandbox.TextAsync(old, "old");
        host.Clock.Advance(TimeSpan.FromDays(60));
        await host.Sandbox.TextAsync(young, "young");
        var before = await ForgetAsync();
        host.Clock.Advance(TimeSpan.FromDays(31));

        var first = await ForgetAsync();
        var second = await ForgetAsync();

        Assert.Equal((0, 1, 0), (before, first, second));
        Assert.Equal("old-,young+", await host.ScalarAsync<string>(
            """
            SELECT string_agg(body || CASE WHEN provider_data IS NULL THEN '-' ELSE '+' END, ',' ORDER BY seq)
            FROM messaging.messages WHERE "from" = ANY ($1)
            """,
            (object)(string[])[old, young]));
    }

    private async Task<int> ForgetAsync()
    {
        await using var scope = host.Services.CreateAsyncScope();
        return (await scope.ServiceProvider.GetRequiredService<IMediator>().Send(new ForgetOldPayloads())).Value;
    }
}
