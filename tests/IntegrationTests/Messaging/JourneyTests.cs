namespace SmsPlatform.IntegrationTests.Messaging;

public sealed class JourneyTests(PlatformHost host) : IClassFixture<PlatformHost>
{
    [Fact]
    public async Task Text_FromANewContact_IsGreetedAndTrackedToDelivery()
    {
        const string phone = "+15551230101";

        var text = await host.Sandbox.TextAsync(phone, "hello");
        var answers = await host.Sandbox.WaitForReceivedAsync(phone);

        Assert.Equal(200, text.Webhook!.Status);
        Assert.Single(answers);
        await host.WaitForAsync(
            "the answer is delivered",
            """SELECT count(*) = 1 FROM messaging.messages WHERE "to" = $1 AND status = 'delivered' AND external_id IS NOT NULL""",
            [phone]);
        Assert.True(await host.ScalarAsync<bool>("""SELECT processed FROM messaging.messages WHERE "from" = $1""", phone));
    }

    [Fact]
    public async Task Webhook_PostedFiftyTimesAtOnce_IsStoredAndAnsweredOnce()
    {
        const string phone = "+15551230102";
        var text = await host.Sandbox.TextAsync(phone, "once");

        var repeats = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => host.Sandbox.RepostAsync(text.Sid)));
        await host.Sandbox.WaitForReceivedAsync(phone);
        await host.Sandbox.WaitForQuietAsync();

        Assert.All(repeats, repeat => Assert.Equal(text.Webhook!.Body, repeat.Webhook!.Body));
        Assert.Equal(1L, await host.ScalarAsync<long>("""SELECT count(*) FROM messaging.messages WHERE "from" = $1""", phone));
        Assert.Single(host.Sandbox.ReceivedBy(phone));
    }
}
