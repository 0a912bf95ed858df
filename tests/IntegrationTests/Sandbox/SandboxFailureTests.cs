using System.Diagnostics;
using System.Text.Json;
using SmsPlatform.Sandbox;
using SmsPlatform.Sandbox.Failures;

namespace SmsPlatform.IntegrationTests.Sandbox;

public sealed class SandboxFailureTests
{
    private const string Phone = SandboxWorld.Phone;
    private const string TwilioLog = $"/2010-04-01/Accounts/{SandboxDefaults.AccountSid}/Messages.json";

    [Fact]
    public async Task Throttle_WhenScriptedTwice_RefusesTwoSendsAndThenTakesOne()
    {
        await using var world = await SandboxWorld.StartAsync();
        world.Sandbox.Failures.Set(new FailurePlan { Sends = [new SendFailure { Fault = SendFault.Throttle, Times = 2, RetryAfter = 7 }] });

        var answers = new[] { await SendAsync(world), await SendAsync(world), await SendAsync(world) };

        Assert.Equal([429, 429, 201], answers.Select(a => a.Status));
        Assert.Equal(20429, answers[0].Code);
        Assert.Equal(TimeSpan.FromSeconds(7), answers[0].Headers.RetryAfter!.Delta);
        Assert.Equal(["throttle", "throttle", null], world.Sandbox.Sends.Select(s => s.Fault));
        Assert.Single(await world.Sandbox.WaitForReceivedAsync(Phone));
    }

    [Fact]
    public async Task Rules_WhenSeveralMatch_ApplyInTheirOrderOneToASend()
    {
        await using var world = await SandboxWorld.StartAsync();
        world.Sandbox.Failures.Set(new FailurePlan
        {
            Sends =
            [
                new SendFailure { Fault = SendFault.ServerError, Status = 502, Times = 1, Skip = 1, BodyContains = "hello" },
                new SendFailure { Fault = SendFault.Refuse, Code = 21610, Times = 1 },
                new SendFailure { Fault = SendFault.ServerError, Status = 500, To = "+15555550999" },
            ],
        });

        var answers = new[] { await SendAsync(world), await SendAsync(world), await SendAsync(world) };

        Assert.Equal([400, 502, 201], answers.Select(a => a.Status));
        Assert.Equal(21610, answers[0].Code);
        Assert.Equal([new Turns(3, 1), new Turns(2, 1), new Turns(0, 0)], world.Sandbox.Failures.Report().Sends);
    }

    [Theory]
    [InlineData(SendFault.DropAfterAccepting, 1)]
    [InlineData(SendFault.DropBeforeAccepting, 0)]
    public async Task Drop_WhenScripted_BreaksTheConnectionAndKeepsWhatWasAccepted(SendFault fault, int received)
    {
        await using var world = await SandboxWorld.StartAsync();
        world.Sandbox.Failures.Set(new FailurePlan { Sends = [new SendFailure { Fault = fault, Times = 1 }] });

        await Assert.ThrowsAnyAsync<HttpRequestException>(() => SendAsync(world));
        await world.Sandbox.WaitForQuietAsync();

        Assert.Equal(received, world.Sandbox.ReceivedBy(Phone).Count);
        Assert.Equal(received, world.StatusesPosted.Count(status => status == "delivered"));
        Assert.Null(Assert.Single(world.Sandbox.Sends).Answer);
    }

    [Theory]
    [InlineData(SendFault.TimeoutAfterAccepting, 1)]
    [InlineData(SendFault.TimeoutBeforeAccepting, 0)]
    public async Task Timeout_WhenScripted_HangsAndKeepsWhatWasAccepted(SendFault fault, int received)
    {
        await using var world = await SandboxWorld.StartAsync();
        world.Sandbox.Failures.Set(new FailurePlan { Sends = [new SendFailure { Fault = fault, Times = 1 }] });
        using var patience = new CancellationTokenSource();

        var send = world.Twilio.SendAsync(Phone, "Hello", world.StatusUrl, patience.Token);
        await world.Sandbox.WaitForSendsAsync(1);
        if (received > 0)
        {
            await world.Sandbox.WaitForReceivedAsync(Phone);
        }

        Assert.False(send.IsCompleted);
        await patience.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => send);
        await world.Sandbox.WaitForQuietAsync();
        Assert.Equal(received, world.Sandbox.ReceivedBy(Phone).Count);
    }

    [Fact]
    public async Task AcceptLate_WhenTheCallerHasGone_IsAcceptedAllTheSame()
    {
        await using var world = await SandboxWorld.StartAsync();
        world.Sandbox.Failures.Set(new FailurePlan { Sends = [new SendFailure { Fault = SendFault.AcceptLate, Seconds = 0.5, Times = 1 }] });
        using var patience = new CancellationTokenSource();

        var send = world.Twilio.SendAsync(Phone, "Hello", world.StatusUrl, patience.Token);
        await world.Sandbox.WaitForSendsAsync(1);
        Assert.Empty((await LogAsync(world)).EnumerateArray());
        await patience.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => send);
        await world.Sandbox.WaitForQuietAsync();

        Assert.Single(world.Sandbox.ReceivedBy(Phone));
        var attempt = Assert.Single(world.Sandbox.Sends);
        Assert.InRange(attempt.AcceptedAt!.Value - attempt.At, TimeSpan.FromSeconds(0.4), TimeSpan.FromSeconds(20));
    }

    [Fact]
    public async Task AnswerLate_WhenScripted_IsOnThePhoneBeforeItsAnswer()
    {
        await using var world = await SandboxWorld.StartAsync();
        world.Sandbox.Failures.Set(new FailurePlan { Sends = [new SendFailure { Fault = SendFault.AnswerLate, Seconds = 0.5, Times = 1 }] });

        var send = SendAsync(world);
        await world.Sandbox.WaitForReceivedAsync(Phone);

        Assert.False(send.IsCompleted);
        Assert.Equal(201, (await send).Status);
    }

    [Fact]
    public async Task LookUps_WhenScripted_FailOrLagBehind()
    {
        await using var world = await SandboxWorld.StartAsync();
        await SendAsync(world);

        world.Sandbox.Failures.Set(new FailurePlan { LookUps = [new LookUpFailure { Status = 502, To = Phone, Times = 1 }], LogLagSeconds = 60 });
        var failed = await world.Twilio.GetAsync($"{TwilioLog}?To={Uri.EscapeDataString(Phone)}");
        var lagging = await LogAsync(world);
        world.Sandbox.Failures.Clear();

        Assert.Equal(502, failed.Status);
        Assert.Empty(lagging.EnumerateArray());
        Assert.Single((await LogAsync(world)).EnumerateArray());
    }

    [Fact]
    public async Task ServerErrorAfterAccepting_WhenScripted_AnswersAnErrorAndDeliversAllTheSame()
    {
        await using var world = await SandboxWorld.StartAsync();
        world.Sandbox.Failures.Set(new FailurePlan { Sends = [new SendFailure { Fault = SendFault.ServerErrorAfterAccepting, Times = 1 }] });

        var answer = await SendAsync(world);

        Assert.Equal(503, answer.Status);
        Assert.Single(await world.Sandbox.WaitForReceivedAsync(Phone));
    }

    [Fact]
    public async Task AnswerAfterCallbacks_WhenScripted_PostsEveryCallbackFirst()
    {
        await using var world = await SandboxWorld.StartAsync();
        world.Sandbox.Failures.Set(new FailurePlan { Sends = [new SendFailure { Fault = SendFault.AnswerAfterCallbacks }] });

        var answer = await SendAsync(world);

        Assert.Equal((201, "queued"), (answer.Status, answer["status"]));
        Assert.Equal(["sending", "sent", "delivered"], world.StatusesPosted);
    }

    [Fact]
    public async Task Undeliverable_WhenScripted_IsAcceptedAndFailsInTheCallback()
    {
        await using var world = await SandboxWorld.StartAsync();
        world.Sandbox.Failures.Set(new FailurePlan { Sends = [new SendFailure { Fault = SendFault.Undeliverable, Code = 30003, Times = 1 }] });

        var answer = await SendAsync(world);
        var callback = await world.Sandbox.WaitForCallbackAsync(answer["sid"]!, "undelivered");

        Assert.Equal(201, answer.Status);
        Assert.Equal("30003", callback.Parameter("ErrorCode"));
        Assert.Empty(world.Sandbox.ReceivedBy(Phone));
        var read = await world.Twilio.GetAsync($"/2010-04-01/Accounts/{SandboxDefaults.AccountSid}/Messages/{answer["sid"]}.json");
        Assert.Equal(("undelivered", "30003"), (read["status"], read["error_code"]));
    }

    [Fact]
    public async Task Callbacks_WhenReversed_ComeLastFirst()
    {
        await using var world = await SandboxWorld.StartAsync();
        world.Sandbox.Failures.Set(new FailurePlan { Callbacks = [new CallbackFailure { Reverse = true }] });

        await SendAsync(world);
        await world.Sandbox.WaitForQuietAsync();

        Assert.Equal(["delivered", "sent", "sending"], world.StatusesPosted);
    }

    [Fact]
    public async Task Callbacks_WhenOmittedDuplicatedAndLate_AreSo()
    {
        await using var world = await SandboxWorld.StartAsync();
        world.Sandbox.Failures.Set(new FailurePlan
        {
            Callbacks =
            [
                new CallbackFailure { Status = "sending", Omit = true },
                new CallbackFailure { Status = "sent", DelaySeconds = 0.2 },
                new CallbackFailure { Status = "delivered", Copies = 3 },
            ],
        });

        await SendAsync(world);
        await world.Sandbox.WaitForQuietAsync();

        Assert.Equal(["delivered", "delivered", "delivered", "sent"], world.StatusesPosted);
    }

    [Fact]
    public async Task RateLimit_WhenRefusing_Answers429AboveTheRate()
    {
        await using var world = await SandboxWorld.StartAsync();
        world.Sandbox.Failures.Set(new FailurePlan { RateLimit = new RateLimit { PerSecond = 0.1 } });

        var answers = new[] { await SendAsync(world), await SendAsync(world) };

        Assert.Equal([201, 429], answers.Select(a => a.Status));
        Assert.Equal(TimeSpan.FromSeconds(10), answers[1].Headers.RetryAfter!.Delta);
    }

    [Fact]
    public async Task RateLimit_WhenQueueing_SpacesTheMessagesOfASender()
    {
        await using var world = await SandboxWorld.StartAsync();
        world.Sandbox.Failures.Set(new FailurePlan { RateLimit = new RateLimit { PerSecond = 5, Mode = "queue" } });
        var watch = Stopwatch.StartNew();

        for (var i = 0; i < 4; i++)
        {
            Assert.Equal(201, (await SendAsync(world)).Status);
        }

        await world.Sandbox.WaitForReceivedAsync(Phone, 4);
        Assert.True(watch.Elapsed >= TimeSpan.FromMilliseconds(590), $"Four messages at five a second took {watch.Elapsed}.");
    }

    [Fact]
    public async Task Webhooks_WhenScriptedTwiceAndForged_ArriveTwiceWithAnotherSignature()
    {
        await using var world = await SandboxWorld.StartAsync();
        world.Sandbox.Failures.Set(new FailurePlan { Webhooks = [new WebhookFailure { Copies = 2, Times = 1 }, new WebhookFailure { WrongSignature = true }] });

        await world.Sandbox.TextAsync(Phone, "Hello");

        Assert.Equal(2, world.Platform.Requests.Count);
        Assert.All(world.Platform.Requests, request => Assert.NotEqual(
            SmsPlatform.Sandbox.Webhooks.TwilioSignature.Sign(SandboxDefaults.AuthToken, $"{world.Platform.Address}/sms", request.Form),
            request.Headers["X-Twilio-Signature"]));
    }

    private static async Task<JsonElement> LogAsync(SandboxWorld world) =>
        (await world.Twilio.GetAsync($"{TwilioLog}?To={Uri.EscapeDataString(Phone)}")).Json.GetProperty("messages");

    private static Task<TwilioClient.Answer> SendAsync(SandboxWorld world) => world.Twilio.SendAsync(Phone, "Hello", world.StatusUrl);
}
