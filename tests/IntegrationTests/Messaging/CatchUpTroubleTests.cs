using System.Collections.Concurrent;
using MediatR;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using SmsPlatform.Application.Channels;
using SmsPlatform.Application.Messaging;
using SmsPlatform.Domain;
using SmsPlatform.Domain.Channels;
using SmsPlatform.IntegrationTests.Channels;
using SmsPlatform.Sandbox;

namespace SmsPlatform.IntegrationTests.Messaging;

/// <summary>Catching up with a number that is too busy for one reading, and past one that cannot be read at all.</summary>
public sealed class CatchUpTroubleTests(CatchUpTroubleTests.Host host) : IClassFixture<CatchUpTroubleTests.Host>
{
    // Nobody listens there.
    private const string Nowhere = "http://127.0.0.1:9/";

    [Fact]
    public async Task CatchUp_OfMoreThanCanBeReadAtOnce_ReadsShorterSpans()
    {
        var scene = await Scene.ConnectedAsync(host);
        var phone = SignedWebhooks.NewPhone();
        foreach (var body in (string[])["one", "two", "three"])
        {
            await LoseAsync(phone, body, scene.Number);
            host.Clock.Advance(TimeSpan.FromMinutes(6));
        }

        var before = host.Clock.GetUtcNow();
        host.History.LongestSpans[scene.Number] = TimeSpan.FromMinutes(5);

        var done = await SendAsync();

        Assert.True(done.IsSuccess, done.IsFailure ? done.Error.Message : null);
        Assert.Equal("one,two,three", await BodiesAsync(phone));
        Assert.True(await host.ScalarAsync<bool>(
            "SELECT up_to >= $2 FROM messaging.catch_up_marks WHERE integration_id = $1", await scene.IdAsync(), before.AddMinutes(-1)));
    }

    [Fact]
    public async Task CatchUp_PastAnIntegrationThatThrows_ReadsTheOthersAndFails()
    {
        var (broken, other) = (await Scene.ConnectedAsync(host), await Scene.ConnectedAsync(host));
        var phone = SignedWebhooks.NewPhone();
        await LoseAsync(phone, "of the broken", broken.Number);
        await LoseAsync(phone, "of the other", other.Number);
        host.Clock.Advance(TimeSpan.FromMinutes(2));
        host.History.Broken[broken.Number] = true;

        var failed = await SendAsync();
        var stored = await BodiesAsync(phone);
        host.History.Broken.Clear();
        var mended = await SendAsync();

        Assert.Equal("catch_up.incomplete", failed.IsFailure ? failed.Error.Code : null);
        Assert.Equal("of the other", stored);
        Assert.True(mended.IsSuccess);
        Assert.Equal("of the other,of the broken", await BodiesAsync(phone));
    }

    /// <summary>A text whose webhook finds nobody.</summary>
    private async Task LoseAsync(string phone, string body, string number)
    {
        host.Sandbox.SetSmsUrl(Nowhere, number);
        await host.Sandbox.TextAsync(phone, body, number);
    }

    private async Task<Result<int>> SendAsync()
    {
        await using var scope = host.Services.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<IMediator>().Send(new CatchUpMessages());
    }

    private Task<string> BodiesAsync(string phone) =>
        host.ScalarAsync<string>("""SELECT coalesce(string_agg(body, ',' ORDER BY seq), '') FROM messaging.messages WHERE "from" = $1""", phone);

    /// <summary>With a provider whose clock goes along, and whose history can be made troublesome.</summary>
    public sealed class Host : PlatformHost
    {
        internal TroublesomeHistory History { get; private set; } = null!;

        internal override SandboxOptions SandboxSettings() => new() { Clock = Clock };

        internal override void Customize(IWebHostBuilder builder) => builder.ConfigureServices(services =>
        {
            var real = services.Single(service => service.ServiceType == typeof(IInboundHistory));
            services.Remove(real);
            services.AddSingleton<IInboundHistory>(provider =>
                History = new TroublesomeHistory((IInboundHistory)ActivatorUtilities.CreateInstance(provider, real.ImplementationType!)));
        });
    }

    /// <summary>The real one, but for some numbers: those throw, or have no end of pages for longer spans than theirs.</summary>
    internal sealed class TroublesomeHistory(IInboundHistory real) : IInboundHistory
    {
        public ConcurrentDictionary<string, TimeSpan> LongestSpans { get; } = new();

        public ConcurrentDictionary<string, bool> Broken { get; } = new();

        public Channel Kind => real.Kind;

        public async Task<Result<HistoryPage>> ReadAsync(
            ChannelConnection connection, DateTimeOffset since, DateTimeOffset until, string? next, CancellationToken cancellationToken)
        {
            if (Broken.ContainsKey(connection.Address))
            {
                throw new InvalidOperationException("Broken for the test.");
            }

            return LongestSpans.TryGetValue(connection.Address, out var longest) && until - since > longest
                ? new HistoryPage([], "more")
                : await real.ReadAsync(connection, since, until, next, cancellationToken);
        }

        public Task<Result<InboundMessage>> CompleteAsync(
            ChannelConnection connection, PastMessage message, CancellationToken cancellationToken) =>
            real.CompleteAsync(connection, message, cancellationToken);
    }
}
