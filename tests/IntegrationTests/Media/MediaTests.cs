using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using MediatR;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using SmsPlatform.Application.Messaging.Media;
using SmsPlatform.IntegrationTests.Tenancy;

namespace SmsPlatform.IntegrationTests.Media;

/// <summary>What people attach: fetched, stored, and served by links that end.</summary>
public sealed class MediaTests(MediaTests.Host host) : IClassFixture<MediaTests.Host>
{
    private static readonly byte[] Png = [0x89, .. "PNG\r\n\u001A\n"u8, .. Guid.NewGuid().ToByteArray()];

    [Fact]
    public async Task Attachment_BehindARedirect_IsStoredAndServed_AndTheCredentialStaysWithTheFirstHop()
    {
        await using var elsewhere = MediaProvider.Start();
        var name = $"/{Guid.NewGuid():N}";
        host.Provider.At($"{name}/bytes", async context => await context.Response.Body.WriteAsync(Png));
        var url = host.Provider.At(name, context =>
        {
            context.Response.Redirect($"{host.Provider.Address}{name}/bytes");
            return Task.CompletedTask;
        });

        var message = await ReceiveAsync(url);
        await WaitAsync(message, "stored");

        var asked = host.Provider.Requests.Where(request => request.Path.StartsWith(name, StringComparison.Ordinal)).ToList();
        Assert.StartsWith("Basic ", asked[0].Authorization, StringComparison.Ordinal);
        Assert.Null(asked[1].Authorization);
        var stored = Assert.Single((await StoredMediaAsync(host.Admin, message)).EnumerateArray());
        Assert.Equal("STORED", stored.GetProperty("status").GetString());
        Assert.Equal("image/png", stored.GetProperty("contentType").GetString());
        Assert.Equal(Png.Length, stored.GetProperty("size").GetInt64());

        using var served = await host.Anonymous.GetAsync(stored.GetProperty("link").GetString());
        Assert.Equal(HttpStatusCode.OK, served.StatusCode);
        Assert.Equal("image/png", served.Content.Headers.ContentType!.MediaType);
        Assert.Equal("nosniff", served.Headers.GetValues("X-Content-Type-Options").Single());
        Assert.Equal(Png, await served.Content.ReadAsByteArrayAsync());
    }

    [Fact]
    public async Task Link_ChangedOrTooOld_OpensNothing()
    {
        var message = await ReceiveAsync(host.Provider.At($"/{Guid.NewGuid():N}", async context => await context.Response.Body.WriteAsync(Png)));
        await WaitAsync(message, "stored");
        var links = host.Services.GetRequiredService<IMediaLinks>();
        var now = host.Clock.GetUtcNow();
        var link = new Uri(links.Sign(new(message), 0, now)).PathAndQuery;
        var expired = new Uri(links.Sign(new(message), 0, now - TimeSpan.FromHours(3))).PathAndQuery;
        var expires = long.Parse(link.Split("expires=")[1].Split('&')[0], CultureInfo.InvariantCulture);

        Assert.Equal(HttpStatusCode.OK, await StatusAsync(link));
        Assert.Equal(HttpStatusCode.Forbidden, await StatusAsync(expired));
        Assert.Equal(HttpStatusCode.Forbidden, await StatusAsync(link.Replace($"{expires}", $"{expires + 1}", StringComparison.Ordinal)));
        Assert.Equal(HttpStatusCode.Forbidden, await StatusAsync(link.Replace("/0?", "/1?", StringComparison.Ordinal)));
        Assert.Equal(HttpStatusCode.Forbidden, await StatusAsync(link[..^1]));
        Assert.Equal(HttpStatusCode.Forbidden, await StatusAsync($"/media/{message}/0"));
    }

    [Fact]
    public async Task Attachment_TheProviderStillPrepares_IsTriedAgain()
    {
        var tries = 0;
        var url = host.Provider.At($"/{Guid.NewGuid():N}", async context =>
        {
            if (Interlocked.Increment(ref tries) == 1)
            {
                context.Response.StatusCode = 404;
                return;
            }

            await context.Response.Body.WriteAsync(Png);
        });

        var message = await ReceiveAsync(url);
        await host.WaitForAsync(
            "the first try failed", "SELECT count(*) = 1 FROM messaging.media WHERE message_id = $1 AND error_code = 'medium.not_delivered'", [message]);
        host.Clock.Advance(TimeSpan.FromMinutes(1));

        await WaitAsync(message, "stored");
    }

    [Fact]
    public async Task Attachment_LargerThanTheLimit_FailsWithoutCostingTheText()
    {
        var url = host.Provider.At($"/{Guid.NewGuid():N}", async context =>
        {
            // Without a length, so that the limit is met while reading.
            var chunk = new byte[64 * 1024];
            for (var sent = 0; sent < 2 * Host.MaxBytes; sent += chunk.Length)
            {
                await context.Response.Body.WriteAsync(chunk);
            }
        });

        var message = await ReceiveAsync(url);
        await WaitAsync(message, "failed");

        Assert.Equal("medium.too_large", await host.ScalarAsync<string>("SELECT error_code FROM messaging.media WHERE message_id = $1", message));
        Assert.Equal("look", await host.ScalarAsync<string>("SELECT body FROM messaging.messages WHERE id = $1", message));
        await host.WaitForAsync("it is answered", "SELECT processed FROM messaging.messages WHERE id = $1", [message]);
    }

    [Theory]
    [InlineData("http://169.254.169.254/latest/meta-data/")]
    [InlineData("https://127.0.0.1:1/secret")]
    [InlineData("https://localhost/secret")]
    [InlineData("http://example.com/plain")]
    public async Task Attachment_AtAnUnsafeAddress_IsNotFetched(string target)
    {
        var direct = await ReceiveAsync(target);
        var redirected = await ReceiveAsync(host.Provider.At($"/{Guid.NewGuid():N}", context =>
        {
            context.Response.Redirect(target);
            return Task.CompletedTask;
        }));

        await WaitAsync(direct, "failed");
        await WaitAsync(redirected, "failed");

        Assert.Equal(
            2L,
            await host.ScalarAsync<long>(
                "SELECT count(*) FROM messaging.media WHERE message_id = ANY ($1) AND error_code = 'medium.unsafe_address'",
                new[] { direct, redirected }));
    }

    [Fact]
    public async Task Attachment_OfAnotherWorkspace_IsNobodysBusiness()
    {
        var message = await ReceiveAsync(host.Provider.At($"/{Guid.NewGuid():N}", async context => await context.Response.Body.WriteAsync(Png)));
        await WaitAsync(message, "stored");
        using var stranger = await new SeededObjects(host).StrangerAsync("media-stranger@example.com");

        var answer = await MessageAsync(stranger, message);

        Assert.Equal(JsonValueKind.Null, answer.ValueKind);
    }

    [Fact]
    public async Task Bytes_OfADeletedMessage_AreDeleted()
    {
        var message = await ReceiveAsync(host.Provider.At($"/{Guid.NewGuid():N}", async context => await context.Response.Body.WriteAsync(Png)));
        await WaitAsync(message, "stored");
        var key = await host.ScalarAsync<string>("SELECT storage_key FROM messaging.media WHERE message_id = $1", message);
        var store = host.Services.GetRequiredService<IMediaStore>();
        await using (var before = await store.OpenAsync(key, CancellationToken.None))
        {
            Assert.NotNull(before);
        }

        await host.ExecuteAsync("DELETE FROM messaging.messages WHERE id = $1", message);
        await using (var scope = host.Services.CreateAsyncScope())
        {
            await scope.ServiceProvider.GetRequiredService<IMediator>().Send(new ForgetDeletedMedia());
        }

        Assert.Null(await store.OpenAsync(key, CancellationToken.None));
        Assert.Equal(0L, await host.ScalarAsync<long>("SELECT count(*) FROM messaging.deleted_media WHERE storage_key = $1", key));
    }

    [Fact]
    public async Task Attachment_WhoseMessageIsDeletedWhileItIsFetched_LeavesNothingBehind()
    {
        var path = $"/{Guid.NewGuid():N}";
        var lease = await PostponedAsync(path);
        host.Provider.At(path, async context =>
        {
            await host.ExecuteAsync("DELETE FROM messaging.messages WHERE id = $1", lease.MessageId.Value);
            await context.Response.Body.WriteAsync(Png);
        });

        await SendAsync(new FetchMedium(lease));

        Assert.Equal(2, host.Provider.Requests.Count(request => request.Path == path));
        Assert.Equal(0L, await host.ScalarAsync<long>("SELECT count(*) FROM messaging.media WHERE message_id = $1", lease.MessageId.Value));
        Assert.False(await IsKeptAsync(lease));
    }

    [Fact]
    public async Task Attachment_FetchedByOneWhoWasOvertaken_IsKeptForWhoTookOver()
    {
        var path = $"/{Guid.NewGuid():N}";
        var lease = await PostponedAsync(path);
        host.Provider.At(path, async context => await context.Response.Body.WriteAsync(Png));

        await SendAsync(new FetchMedium(lease with { Attempt = lease.Attempt - 1 }));
        var isKept = await IsKeptAsync(lease);
        await SendAsync(new FetchMedium(lease));
        await SendAsync(new FetchMedium(lease with { Attempt = lease.Attempt - 1 }));

        Assert.True(isKept);
        Assert.True(await IsKeptAsync(lease));
        Assert.Equal("stored", await host.ScalarAsync<string>("SELECT status FROM messaging.media WHERE message_id = $1", lease.MessageId.Value));
    }

    [Fact]
    public async Task Attachment_FetchedAfterItWasGivenUp_LeavesNothingBehind()
    {
        var path = $"/{Guid.NewGuid():N}";
        var lease = await PostponedAsync(path);
        await host.ExecuteAsync("UPDATE messaging.media SET status = 'failed', due_at = NULL WHERE message_id = $1", lease.MessageId.Value);
        host.Provider.At(path, async context => await context.Response.Body.WriteAsync(Png));

        await SendAsync(new FetchMedium(lease));

        Assert.False(await IsKeptAsync(lease));
    }

    [Theory]
    [InlineData("//[")]
    [InlineData("//a:99999/")]
    public async Task Attachment_ThatRedirectsToNoAddress_IsTriedAgain(string location)
    {
        var message = await ReceiveAsync(host.Provider.At($"/{Guid.NewGuid():N}", context =>
        {
            context.Response.StatusCode = 302;
            context.Response.Headers.Location = location;
            return Task.CompletedTask;
        }));

        await host.WaitForAsync(
            "the first try failed",
            "SELECT count(*) = 1 FROM messaging.media WHERE message_id = $1 AND status = 'pending' AND error_code = 'medium.unreachable'",
            [message]);
    }

    /// <summary>An attachment that the provider does not have yet, so that for an hour nobody but the test fetches it.</summary>
    private async Task<MediumLease> PostponedAsync(string path)
    {
        var message = await ReceiveAsync(host.Provider.At(path, context =>
        {
            context.Response.StatusCode = 404;
            context.Response.Headers.RetryAfter = "3600";
            return Task.CompletedTask;
        }));
        await host.WaitForAsync(
            "the first try failed", "SELECT count(*) = 1 FROM messaging.media WHERE message_id = $1 AND error_code = 'medium.not_delivered'", [message]);
        await using var command = host.Database.CreateCommand(
            "SELECT workspace_id, integration_id, url, declared_type, attempts, created_at FROM messaging.media WHERE message_id = $1");
        command.Parameters.Add(new NpgsqlParameter { Value = message });
        await using var row = await command.ExecuteReaderAsync();
        Assert.True(await row.ReadAsync());
        return new MediumLease(
            new(message), 0, new(row.GetGuid(0)), new(row.GetGuid(1)), row.GetString(2), row.GetString(3), row.GetInt32(4), row.GetFieldValue<DateTimeOffset>(5));
    }

    private async Task SendAsync(FetchMedium command)
    {
        await using var scope = host.Services.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<IMediator>().Send(command);
    }

    private async Task<bool> IsKeptAsync(MediumLease lease)
    {
        await using var bytes = await host.Services.GetRequiredService<IMediaStore>()
            .OpenAsync($"{lease.WorkspaceId.Value:N}/{lease.MessageId.Value:N}/{lease.Ordinal}", CancellationToken.None);
        return bytes is not null;
    }

    private async Task<Guid> ReceiveAsync(string mediaUrl)
    {
        var form = SignedWebhooks.Sms(SignedWebhooks.NewPhone(), "look");
        form["NumMedia"] = "1";
        form["MediaUrl0"] = mediaUrl;
        form["MediaContentType0"] = "text/html";
        using var answer = await host.PostAsync(form);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return await host.ScalarAsync<Guid>("SELECT id FROM messaging.messages WHERE external_id = $1", form["MessageSid"]);
    }

    private Task WaitAsync(Guid message, string status) => host.WaitForAsync(
        $"the attachment is {status}", "SELECT count(*) = 1 FROM messaging.media WHERE message_id = $1 AND status = $2", [message, status]);

    private async Task<HttpStatusCode> StatusAsync(string link)
    {
        using var answer = await host.Anonymous.GetAsync(link);
        return answer.StatusCode;
    }

    private static async Task<JsonElement> StoredMediaAsync(HttpClient client, Guid message) =>
        (await MessageAsync(client, message)).GetProperty("storedMedia");

    private static async Task<JsonElement> MessageAsync(HttpClient client, Guid message)
    {
        var id = Convert.ToBase64String([.. "Message:"u8, .. message.ToByteArray(bigEndian: false)]);
        using var response = await client.PostAsJsonAsync(
            "/graphql",
            new { query = "query ($id: ID!) { messageById(id: $id) { storedMedia { status contentType size link errorCode } } }", variables = new { id } });
        using var json = JsonDocument.Parse(await response.Content.ReadAsStringAsync());
        return json.RootElement.GetProperty("data").GetProperty("messageById").Clone();
    }

    public sealed class Host : PlatformHost
    {
        public const int MaxBytes = 256 * 1024;

        internal MediaProvider Provider { get; } = MediaProvider.Start();

        internal override void Customize(IWebHostBuilder builder)
        {
            builder.UseSetting("Twilio:ApiBaseUrl", Provider.Address);
            builder.UseSetting("Media:MaxBytes", MaxBytes.ToString(CultureInfo.InvariantCulture));
        }
    }
}
