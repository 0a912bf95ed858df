using Microsoft.AspNetCore.Hosting;
using SmsPlatform.Sandbox;
using SmsPlatform.Sandbox.Webhooks;
using SmsPlatform.StreamsBench;

namespace SmsPlatform.IntegrationTests.GraphQL;

/// <summary>A crowd on two nodes. <c>benchmarks/run streams</c> is the same with more of everything, and tells how soon they hear.</summary>
public sealed class ManySubscribersTests(ManySubscribersTests.Host host) : IClassFixture<ManySubscribersTests.Host>
{
    private static readonly CrowdSize Size = new(Subscribers: 60, Unfiltered: 6, Messages: 300, Phones: 10, PerSecond: 30);

    [Fact]
    public async Task Subscribers_OnTwoNodes_SeeEveryMessageOfTheirFilterOnce()
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(3));
        using var second = new HttpClient { BaseAddress = host.StartSecondNode() };
        second.DefaultRequestHeaders.Authorization = host.Admin.DefaultRequestHeaders.Authorization;
        HttpClient[] nodes = [host.Admin, second];
        var sent = 0;

        var result = await new Crowd(nodes, PostAsync, Size, seed: 20).RunAsync(patience.Token);

        Assert.Empty(result.Faults);
        Assert.Equal((54 * 31) + (6 * 310), result.Deliveries);
        Assert.InRange(result.Connections, Size.Subscribers * 2, int.MaxValue);

        async Task PostAsync(string phone, string body)
        {
            var url = new Uri(nodes[Interlocked.Increment(ref sent) % nodes.Length].BaseAddress!, SignedWebhooks.Path);
            var form = SignedWebhooks.Sms(phone, body);
            using var request = new HttpRequestMessage(HttpMethod.Post, url) { Content = new FormUrlEncodedContent(form) };
            request.Headers.Add(TwilioSignature.Header, TwilioSignature.Sign(SandboxDefaults.AuthToken, new Uri(host.Address, SignedWebhooks.Path).AbsoluteUri, form));
            using var response = await host.Anonymous.SendAsync(request, patience.Token);
            response.EnsureSuccessStatusCode();
        }
    }

    /// <summary>One of whom a user may have as much as a crowd has. Every node takes itself for the first one, as behind a load balancer.</summary>
    public sealed class Host : PlatformHost
    {
        internal override void Customize(IWebHostBuilder builder)
        {
            builder.UseSetting("GraphQL:CostPerSecond", "0");
            builder.UseSetting("GraphQL:MaxEventStreamsPerUser", "1000");
            builder.UseSetting("GraphQL:MaxSubscriptionsPerUser", "1000");
            if (Address is { } first)
            {
                builder.UseSetting("PublicBaseUrl", first.ToString());
            }
        }
    }
}
