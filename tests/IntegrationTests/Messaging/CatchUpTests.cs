using System.Net;
using MediatR;
using Microsoft.Extensions.DependencyInjection;
using SmsPlatform.Application.Messaging;
using SmsPlatform.Domain;
using SmsPlatform.IntegrationTests.Channels;
using SmsPlatform.IntegrationTests.GraphQL;
using SmsPlatform.Sandbox;
using SmsPlatform.Sandbox.Failures;

namespace SmsPlatform.IntegrationTests.Messaging;

/// <summary>A message whose webhook never came is found at the provider, and stored exactly once.</summary>
public sealed class CatchUpTests(CatchUpTests.Host host) : IClassFixture<CatchUpTests.Host>
{
    // Nobody listens there.
    private const string Nowhere = "http://127.0.0.1:9/";

    [Fact]
    public async Task CatchUp_AfterWebhooksWereLost_StoresAndAnswersEachOnce()
    {
        var (phone, other) = (SignedWebhooks.NewPhone(), SignedWebhooks.NewPhone());
        await host.Sandbox.TextAsync(phone, "this one arrives");
        await LoseAsync(phone, "first");
        await LoseAsync(phone, "second");
        await LoseAsync(other, "third");
        host.Clock.Advance(TimeSpan.FromMinutes(2));

        await Task.WhenAll(RunAsync(), RunAsync());
        await RunAsync();

        Assert.Equal("this one arrives,first,second", await BodiesAsync(phone));
        Assert.Equal("third", await BodiesAsync(other));
        await host.WaitForAsync(
            "both are answered", """SELECT count(DISTINCT "to") = 2 FROM messaging.messages WHERE "to" = ANY ($1) AND status = 'delivered'""", [(string[])[phone, other]]);
        await host.WaitForAsync(
            "nothing is left to answer", """SELECT bool_and(processed) FROM messaging.messages WHERE "from" = ANY ($1)""", [(string[])[phone, other]]);
    }

    [Fact]
    public async Task CatchUp_OfAMessageThatIsTooOld_StoresItWithoutAnAnswer()
    {
        var phone = SignedWebhooks.NewPhone();
        await LoseAsync(phone, "hello?");
        host.Clock.Advance(TimeSpan.FromMinutes(20));

        await RunAsync();
        await host.WaitForAsync("it is dealt with", """SELECT bool_and(processed) FROM messaging.messages WHERE "from" = $1""", [phone]);

        Assert.Equal(0L, await host.ScalarAsync<long>("""SELECT count(*) FROM messaging.messages WHERE "to" = $1 AND direction = 'outbound'""", phone));
        // Sessions are not that long.
        using var admin = await host.SignInAsync("admin@example.com", "correct horse battery staple");
        var timeline = (await admin.DataAsync(
            "query ($phone: String!) { messages(first: 1, where: { from: { eq: $phone } }) { nodes { timeline { kind code reason } } } }",
            new { phone })).At("messages.nodes.0.timeline");
        Assert.Equal(("RECEIVED", "caught_up"), (timeline.Text("0.kind"), timeline.Text("0.code")));
        Assert.Equal("Nothing was said: an answer would have come too late.", timeline.Text("1.reason"));
    }

    [Fact]
    public async Task CatchUp_OfMoreThanAPage_StoresThemAllInTheirOrder()
    {
        const int Count = 203;
        var phone = SignedWebhooks.NewPhone();
        for (var i = 0; i < Count; i++)
        {
            await LoseAsync(phone, $"{i:000}");
        }

        host.Clock.Advance(TimeSpan.FromMinutes(20));

        await RunAsync();

        var bodies = (await BodiesAsync(phone)).Split(',');
        Assert.Equal(Count, bodies.Length);
        Assert.Equal(bodies.Order(), bodies);
    }

    [Fact]
    public async Task CatchUp_OfAStopThatWasTakenBackSince_ChangesNoConsent()
    {
        var phone = SignedWebhooks.NewPhone();
        await host.Sandbox.TextAsync(phone, "STOP");
        await LoseAsync(phone, "STOP");
        host.Clock.Advance(TimeSpan.FromSeconds(5));
        await host.Sandbox.TextAsync(phone, "START");
        host.Clock.Advance(TimeSpan.FromMinutes(2));

        await RunAsync();

        Assert.Equal("STOP,START,STOP", await BodiesAsync(phone));
        Assert.True(await host.ScalarAsync<bool>("SELECT opted_out_at IS NULL FROM messaging.conversations WHERE contact_address = $1", phone));
    }

    [Fact]
    public async Task CatchUp_WhileTheProviderDoesNotSay_FailsAndIsMadeUpForByTheNext()
    {
        var phone = SignedWebhooks.NewPhone();
        await LoseAsync(phone, "patience");
        host.Clock.Advance(TimeSpan.FromMinutes(2));
        host.Sandbox.Failures.Set(new FailurePlan { LookUps = [new LookUpFailure { To = PlatformHost.Number }] });

        var failed = await SendAsync();
        host.Sandbox.Failures.Set(new FailurePlan());
        await RunAsync();

        Assert.Equal("catch_up.incomplete", failed.Error.Code);
        Assert.Equal("patience", await BodiesAsync(phone));
    }

    [Fact]
    public async Task CatchUp_OfATimeWhenTheIntegrationWasOff_StoresNothing()
    {
        var scene = await Scene.ConnectedAsync(host);
        var phone = SignedWebhooks.NewPhone();
        await SwitchAsync(scene, false);
        await LoseAsync(phone, "unwanted", scene.Number);
        host.Clock.Advance(TimeSpan.FromMinutes(12));
        await RunAsync();

        await SwitchAsync(scene, true);
        await LoseAsync(phone, "wanted", scene.Number);
        host.Clock.Advance(TimeSpan.FromMinutes(12));
        await RunAsync();

        Assert.DoesNotContain("unwanted,", await BodiesAsync(phone), StringComparison.Ordinal);
        Assert.EndsWith("wanted", await BodiesAsync(phone), StringComparison.Ordinal);
    }

    [Fact]
    public async Task CatchUp_AsAJob_RunsOnCommandAndShowsItsRun()
    {
        using var run = await host.Admin.PostAsync("/api/admin/jobs/catch-up/run", null);

        Assert.Equal(HttpStatusCode.OK, run.StatusCode);
        await host.WaitForAsync(
            "the run ended", "SELECT count(*) > 0 FROM operations.job_runs WHERE job = 'catch-up' AND is_manual AND finished_at IS NOT NULL", []);
    }

    /// <summary>A text whose webhook finds nobody.</summary>
    private async Task LoseAsync(string phone, string body, string? number = null)
    {
        number ??= PlatformHost.Number;
        host.Sandbox.SetSmsUrl(Nowhere, number);
        await host.Sandbox.TextAsync(phone, body, number);
        host.Sandbox.SetSmsUrl(new Uri(host.Address, SignedWebhooks.Path).ToString(), number);
    }

    private async Task RunAsync()
    {
        var done = await SendAsync();
        Assert.True(done.IsSuccess, done.IsFailure ? done.Error.Message : null);
    }

    private async Task<Result<int>> SendAsync()
    {
        await using var scope = host.Services.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<IMediator>().Send(new CatchUpMessages());
    }

    private Task<string> BodiesAsync(string phone) =>
        host.ScalarAsync<string>("""SELECT coalesce(string_agg(body, ',' ORDER BY seq), '') FROM messaging.messages WHERE "from" = $1""", phone);

    private async Task SwitchAsync(Scene scene, bool enabled)
    {
        await host.ExecuteAsync("UPDATE channels.integrations SET is_enabled = $2 WHERE chatbot_id = $1", scene.ChatbotId, enabled);
        host.ForgetIntegrations();
    }

    /// <summary>With a provider whose clock goes along.</summary>
    public sealed class Host : PlatformHost
    {
        internal override SandboxOptions SandboxSettings() => new() { Clock = Clock };
    }
}
