using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using SmsPlatform.Sandbox.Failures;

namespace SmsPlatform.IntegrationTests.Messaging;

/// <summary>A node that is asked to stop finishes what it has begun, begins nothing more, and is gone within half a minute.</summary>
public sealed class DrainTests
{
    [Fact]
    public async Task Stop_WhileCallsAreUnderWay_RecordsTheirOutcomesAndBeginsNoOther()
    {
        var host = new PlatformHost();
        await host.InitializeAsync();
        try
        {
            // More than are sent at a time, and each answered late.
            var phones = Enumerable.Range(0, 40).Select(_ => SignedWebhooks.NewPhone()).ToArray();
            host.Sandbox.Failures.Set(new() { Sends = [new() { Fault = SendFault.AnswerLate, Seconds = 4 }] });
            await Task.WhenAll(phones.Select(phone => host.Sandbox.TextAsync(phone, "hello")));
            await host.WaitForAsync(
                "calls are under way", """SELECT count(*) > 0 FROM messaging.messages WHERE "to" = ANY ($1) AND status = 'sending'""", [phones]);

            var clock = Stopwatch.StartNew();
            await host.Services.GetRequiredService<IHost>().StopAsync();

            Assert.InRange(clock.Elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(30));
            Assert.Equal(0L, await host.ScalarAsync<long>(
                """
                SELECT count(*) FROM messaging.messages AS m
                WHERE m."to" = ANY ($1) AND (
                    m.status NOT IN ('queued', 'sent', 'delivered')
                    OR EXISTS (SELECT FROM messaging.delivery_attempts AS a WHERE a.message_id = m.id AND a.finished_at IS NULL))
                """,
                (object)phones));
            Assert.Equal(
                (long)host.Sandbox.Sends.Count(send => phones.Contains(send.To)),
                await host.ScalarAsync<long>("""SELECT count(*) FROM messaging.messages WHERE "to" = ANY ($1) AND external_id IS NOT NULL""", (object)phones));
        }
        finally
        {
            await host.DisposeAsync();
        }
    }
}
