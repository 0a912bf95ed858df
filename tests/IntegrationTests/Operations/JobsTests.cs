using System.Net;
using System.Text.Json;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Quartz;
using SmsPlatform.Domain;
using SmsPlatform.Infrastructure.Scheduling;
using SmsPlatform.IntegrationTests.Channels;
using SmsPlatform.IntegrationTests.Tenancy;

namespace SmsPlatform.IntegrationTests.Operations;

/// <summary>What admins see of jobs, and what they and the clock can do to them.</summary>
public sealed class JobsTests(JobsTests.Host host) : IClassFixture<JobsTests.Host>
{
    private const string Minutely = "repair-work-marks";

    [Fact]
    public async Task List_ShowsEachJobWithItsScheduleAndLastRun()
    {
        await RunAsync("forget-old-job-runs");

        var jobs = (await GetAsync("/api/admin/jobs")).GetProperty("jobs").EnumerateArray().ToDictionary(job => job.GetProperty("name").GetString()!);

        Assert.Contains("retry-due-replies", jobs.Keys);
        Assert.Contains(Minutely, jobs.Keys);
        Assert.All(jobs.Values, job => Assert.NotEqual("broken", job.GetProperty("state").GetString()));
        Assert.All(jobs.Values, job => Assert.NotEmpty(job.GetProperty("description").GetString()!));
        var last = jobs["forget-old-job-runs"].GetProperty("lastRun");
        Assert.Equal("succeeded", last.GetProperty("outcome").GetString());
        Assert.True(last.GetProperty("isManual").GetBoolean());
        Assert.True(last.GetProperty("durationSeconds").GetDouble() >= 0);
        Assert.NotEmpty(last.GetProperty("node").GetString()!);
    }

    [Fact]
    public async Task Run_OfAJobThatFails_IsNotedWithItsReason()
    {
        await RunAsync("test-fails");

        var runs = (await GetAsync("/api/admin/jobs/test-fails/runs?limit=1")).GetProperty("items");
        var run = Assert.Single(runs.EnumerateArray().ToList());
        Assert.Equal("failed", run.GetProperty("outcome").GetString());
        Assert.Equal("test.broken: It is broken.", run.GetProperty("error").GetString());
    }

    [Fact]
    public async Task Pause_HoldsTheJobUntilItIsResumed_AndStillLetsItBeRun()
    {
        await PostAsync("test-idles", "pause");
        Assert.Equal("paused", await StateAsync("test-idles"));

        await Schedule().KeepAllAsync(CancellationToken.None);
        Assert.Equal("paused", await StateAsync("test-idles"));
        await RunAsync("test-idles");
        await PostAsync("test-idles", "resume");

        Assert.Equal("waiting", await StateAsync("test-idles"));
    }

    [Fact]
    public async Task Clock_ThatJumpsAnHour_FiresNothingTwice()
    {
        await UntilScheduledAsync();
        host.Clock.Advance(TimeSpan.FromHours(1));
        var jumped = host.Clock.GetUtcNow();

        await PlayRunAsync();
        await PlayRunAsync();
        var forth = await RunsAsync(jumped, jumped.AddHours(1));
        host.Clock.Advance(TimeSpan.FromHours(-1));
        var back = host.Clock.GetUtcNow();
        await Schedule().KeepAllAsync(CancellationToken.None);
        await PlayRunAsync();
        await PlayRunAsync();

        Assert.Equal(2, forth);
        Assert.Equal(2, await RunsAsync(back, back.AddMinutes(30)));
    }

    [Fact]
    public async Task Jobs_AreForAdminsAlone()
    {
        var seeded = new SeededObjects(host);
        await seeded.SeedAsync();
        using var owner = await seeded.StrangerAsync("owner-without-jobs@example.com");

        using var list = await owner.GetAsync("/api/admin/jobs");
        using var run = await owner.PostAsync($"/api/admin/jobs/{Minutely}/run", null);
        using var unknown = await host.Admin.PostAsync("/api/admin/jobs/no-such-job/run", null);

        Assert.Equal(HttpStatusCode.Forbidden, list.StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, run.StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, unknown.StatusCode);
        Assert.Equal("job.not_found", await unknown.CodeAsync());
    }

    /// <summary>Runs a job by hand and waits for its end.</summary>
    private async Task RunAsync(string job)
    {
        var since = host.Clock.GetUtcNow();
        await PostAsync(job, "run");
        await host.WaitForAsync(
            "the run ended",
            "SELECT count(*) > 0 FROM operations.job_runs WHERE job = $1 AND is_manual AND started_at >= $2 AND finished_at IS NOT NULL",
            [job, since]);
    }

    /// <summary>Puts the clock forward to the next run that is scheduled, and waits for its end.</summary>
    private async Task PlayRunAsync()
    {
        var next = await UntilScheduledAsync();
        host.Clock.Advance(next - host.Clock.GetUtcNow() + TimeSpan.FromMilliseconds(100));
        await host.WaitForAsync(
            "the job ran by its schedule",
            """
            SELECT count(*) > 0 FROM operations.job_runs
            WHERE job = $1 AND NOT is_manual AND started_at >= $2 AND started_at < $3 AND finished_at IS NOT NULL
            """,
            [Minutely, next, next.AddMinutes(30)]);
    }

    /// <summary>Waits until the next run lies ahead: after a jump the scheduler takes some seconds to see that one was missed.</summary>
    private async Task<DateTimeOffset> UntilScheduledAsync()
    {
        await host.WaitForAsync(
            "the next run lies ahead",
            "SELECT next_fire_time > $2 FROM scheduler.qrtz_triggers WHERE trigger_name = $1",
            [Minutely, host.Clock.GetUtcNow().UtcTicks],
            TimeSpan.FromSeconds(40));
        return new DateTimeOffset(
            await host.ScalarAsync<long>("SELECT next_fire_time FROM scheduler.qrtz_triggers WHERE trigger_name = $1", Minutely), TimeSpan.Zero);
    }

    private Task<long> RunsAsync(DateTimeOffset from, DateTimeOffset to) => host.ScalarAsync<long>(
        "SELECT count(*) FROM operations.job_runs WHERE job = $1 AND NOT is_manual AND started_at >= $2 AND started_at < $3", Minutely, from, to);

    private async Task<string?> StateAsync(string job) =>
        (await GetAsync("/api/admin/jobs")).GetProperty("jobs").EnumerateArray()
            .Single(each => each.GetProperty("name").GetString() == job)
            .GetProperty("state").GetString();

    private async Task PostAsync(string job, string action)
    {
        using var response = await host.Admin.PostAsync($"/api/admin/jobs/{job}/{action}", null);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
    }

    private async Task<JsonElement> GetAsync(string path)
    {
        using var response = await host.Admin.GetAsync(path);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        return await Scene.JsonAsync(response);
    }

    private JobSchedule Schedule() => host.Services.GetServices<IHostedService>().OfType<JobSchedule>().Single();

    /// <summary>With two jobs more.</summary>
    public sealed class Host : PlatformHost
    {
        internal override void Customize(IWebHostBuilder builder) => builder.ConfigureServices(services => services
            .AddJob<FailingJob>("test-fails", TimeSpan.FromDays(1), "Fails.")
            .AddJob<IdleJob>("test-idles", TimeSpan.FromDays(1), "Does nothing."));
    }

    internal sealed class FailingJob : IJob
    {
        public ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken) =>
            throw new JobFailedException(Error.Refused("test.broken", "It is broken."));
    }

    internal sealed class IdleJob : IJob
    {
        public ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken) => ValueTask.CompletedTask;
    }
}
