using System.Globalization;
using System.Net.Http.Json;
using Microsoft.AspNetCore.Hosting;
using SmsPlatform.Sandbox.Ai;

namespace SmsPlatform.IntegrationTests.Media;

/// <summary>What a language model is shown of what people attach, and that a text is answered whatever becomes of its pictures.</summary>
public sealed class PicturesToTheModelTests(PicturesToTheModelTests.Host host) : IClassFixture<PicturesToTheModelTests.Host>, IDisposable
{
    private static readonly byte[] Png = [0x89, .. "PNG\r\n\u001A\n"u8, .. Guid.NewGuid().ToByteArray()];

    public void Dispose() => host.Sandbox.Model.Reset();

    [Fact]
    public async Task Pictures_WhereTheChatbotShowsThem_ReachTheModelByteForByte_AndNothingElseDoes()
    {
        await host.PrepareAsync(showsPictures: true);
        var phone = SignedWebhooks.NewPhone();

        await AskAsync(phone, At(Png), At("not a picture at all"u8.ToArray()), At(new byte[2 * Host.MaxBytes]));

        var request = await AnsweredAsync(phone);
        var picture = Assert.Single(PicturesOf(request));
        Assert.Equal($"data:image/png;base64,{Convert.ToBase64String(Png)}", picture);
    }

    [Fact]
    public async Task Pictures_WhereTheChatbotDoesNotShowThem_StayAway()
    {
        await host.PrepareAsync(showsPictures: false);
        var phone = SignedWebhooks.NewPhone();

        await AskAsync(phone, At(Png));

        Assert.Empty(PicturesOf(await AnsweredAsync(phone)));
    }

    [Fact]
    public async Task Pictures_BeyondTheirNumber_AreLeftOut()
    {
        await host.PrepareAsync(showsPictures: true);
        var phone = SignedWebhooks.NewPhone();

        await AskAsync(phone, [.. Enumerable.Range(0, 6).Select(_ => At(Png))]);

        Assert.Equal(4, PicturesOf(await AnsweredAsync(phone)).Count);
    }

    [Fact]
    public async Task Pictures_ThatTheModelRefuses_DoNotCostTheTextItsAnswer()
    {
        await host.PrepareAsync(showsPictures: true);
        var phone = SignedWebhooks.NewPhone();

        // Once in the form that was asked for, and once without it.
        host.Sandbox.Model.Plan(new PlannedAnswer(Status: 400), new PlannedAnswer(Status: 400));
        await AskAsync(phone, At(Png));

        Assert.Empty(PicturesOf(await AnsweredAsync(phone)));
    }

    private string At(byte[] bytes) => host.Provider.At($"/{Guid.NewGuid():N}", async context => await context.Response.Body.WriteAsync(bytes));

    private async Task AskAsync(string phone, params string[] urls)
    {
        var form = SignedWebhooks.Sms(phone, "When is breakfast served?");
        form["NumMedia"] = urls.Length.ToString(CultureInfo.InvariantCulture);
        for (var i = 0; i < urls.Length; i++)
        {
            form[$"MediaUrl{i}"] = urls[i];
            form[$"MediaContentType{i}"] = "image/png";
        }

        using var stored = await host.PostAsync(form);
        stored.EnsureSuccessStatusCode();
    }

    /// <summary>The last that the model was asked, once it has answered the phone.</summary>
    private async Task<ModelRequest> AnsweredAsync(string phone)
    {
        await host.WaitForAsync(
            "the model answered",
            """
            SELECT EXISTS (
                SELECT FROM messaging.answers AS a JOIN messaging.conversations AS c ON c.id = a.conversation_id
                WHERE c.contact_address = $1 AND a.origin = 'model')
            """,
            [phone]);
        return host.Sandbox.Model.Requests[^1];
    }

    private static List<string> PicturesOf(ModelRequest request) =>
    [
        .. request.Body.GetProperty("messages").EnumerateArray()
            .Select(message => message.GetProperty("content"))
            .Where(content => content.ValueKind == System.Text.Json.JsonValueKind.Array)
            .SelectMany(content => content.EnumerateArray())
            .Where(part => part.GetProperty("type").GetString() == "image_url")
            .Select(part => part.GetProperty("image_url").GetProperty("url").GetString()!),
    ];

    /// <summary>With the sandbox's model, and a provider of media in Twilio's place.</summary>
    public sealed class Host : PlatformHost
    {
        public const int MaxBytes = 256 * 1024;

        private bool _isPrepared;

        internal MediaProvider Provider { get; } = MediaProvider.Start();

        internal override void Customize(IWebHostBuilder builder)
        {
            builder.UseSetting("Twilio:ApiBaseUrl", Provider.Address);
            builder.UseSetting("Media:MaxBytes", MaxBytes.ToString(CultureInfo.InvariantCulture));
            builder.UseSetting("Ai:Endpoint", Sandbox.BaseAddress.ToString());
            builder.UseSetting("Ai:Model", "test-model");
        }

        internal async Task PrepareAsync(bool showsPictures)
        {
            var chatbot = await ScalarAsync<Guid>("SELECT chatbot_id FROM channels.integrations WHERE is_default LIMIT 1");
            if (!_isPrepared)
            {
                using var added = await Admin.PostAsJsonAsync(
                    $"/api/knowledge/{chatbot}/documents", new { title = "House rules", text = "Breakfast is served from 7:00 to 10:30 in the garden room." });
                added.EnsureSuccessStatusCode();
                await WaitForAsync("the document is indexed", "SELECT NOT EXISTS (SELECT FROM knowledge.documents WHERE status <> $1)", ["ready"]);
                _isPrepared = true;
            }

            using var changed = await Admin.PatchAsJsonAsync($"/api/chatbots/{chatbot}", new { showsPictures });
            changed.EnsureSuccessStatusCode();
        }
    }
}
