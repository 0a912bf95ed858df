using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using SmsPlatform.Sandbox;
using SmsPlatform.Sandbox.Failures;

namespace SmsPlatform.IntegrationTests.Sandbox;

public sealed class SandboxApiTests
{
    private const string Phone = SandboxWorld.Phone;
    private const string Account = $"/2010-04-01/Accounts/{SandboxDefaults.AccountSid}";
    private const string Number = SandboxDefaults.PhoneNumber;
    private const string ServiceSid = "MG00000000000000000000000000000001";

    [Theory]
    [InlineData("", Number, "x", 21604)]
    [InlineData(Phone, "", "x", 21603)]
    [InlineData(Phone, Number, "", 21602)]
    [InlineData("5555550101", Number, "x", 21211)]
    [InlineData("+15555550101\n", Number, "x", 21211)]
    [InlineData("+15005550009", Number, "x", 21614)]
    [InlineData("+15005550002", Number, "x", 21612)]
    [InlineData("+15005550003", Number, "x", 21408)]
    [InlineData("+15005550004", Number, "x", 21610)]
    [InlineData(Number, Number, "x", 21266)]
    [InlineData(Phone, "+15005550001", "x", 21212)]
    [InlineData(Phone, "+15005550007", "x", 21606)]
    [InlineData(Phone, "+15005550008", "x", 21611)]
    public async Task Send_WhenRefused_AnswersTwiliosError(string to, string from, string body, int code)
    {
        await using var world = await SandboxWorld.StartAsync();

        var answer = await world.Twilio.PostAsync($"{Account}/Messages.json", [("To", to), ("From", from), ("Body", body)]);

        Assert.Equal(code, answer.Code);
        Assert.Equal((answer.Status.ToString(), $"https://www.twilio.com/docs/errors/{code}"), (answer["status"], answer["more_info"]));
        Assert.Empty(world.Sandbox.ReceivedBy(Phone));
    }

    [Theory]
    [InlineData(1600, 201)]
    [InlineData(1601, 400)]
    public async Task Send_WhenBodyIsLong_StopsAt1600Characters(int length, int status)
    {
        await using var world = await SandboxWorld.StartAsync();

        Assert.Equal(status, (await world.Twilio.SendAsync(Phone, new string('x', length))).Status);
    }

    [Theory]
    [InlineData("MediaUrl", 11, 21623)]
    [InlineData("StatusCallback", 1, 21609)]
    [InlineData("ValidityPeriod", 1, 21624)]
    public async Task Send_WhenAnOptionIsUnsound_IsRefused(string name, int count, int code)
    {
        await using var world = await SandboxWorld.StartAsync();
        var value = name switch { "MediaUrl" => "https://example.com/a.png", "StatusCallback" => "https://under_score.example.com/", _ => "0" };

        var form = new[] { ("To", Phone), ("From", Number), ("Body", "x") }.Concat(Enumerable.Repeat((name, value), count));

        Assert.Equal(code, (await world.Twilio.PostAsync($"{Account}/Messages.json", form)).Code);
    }

    [Fact]
    public async Task Send_WhenItHasAThousandParametersOrNone_IsRefusedInTwiliosWords()
    {
        await using var world = await SandboxWorld.StartAsync();

        var many = await world.Twilio.PostAsync($"{Account}/Messages.json", Enumerable.Range(0, 2000).Select(i => ($"Name{i}", "x")));
        using var none = await world.Twilio.Http.PostAsync($"{Account}/Messages.json", new StringContent("{}"));

        Assert.Equal((400, 20001), (many.Status, many.Code));
        Assert.Equal(21604, (await TwilioClient.Answer.ReadAsync(none)).Code);
    }

    [Fact]
    public async Task Authenticate_WhenWrong_Is20003AndSendsNothing()
    {
        await using var world = await SandboxWorld.StartAsync();
        using var wrong = new TwilioClient(world.Sandbox.BaseAddress, password: "wrong");
        using var mixed = new TwilioClient(world.Sandbox.BaseAddress, SandboxDefaults.ApiKeySid);
        using var key = new TwilioClient(world.Sandbox.BaseAddress, SandboxDefaults.ApiKeySid, SandboxDefaults.ApiKeySecret);

        Assert.Equal((401, 20003), (await wrong.SendAsync(Phone, "x")) is var a ? (a.Status, a.Code) : default);
        Assert.Equal(401, (await mixed.SendAsync(Phone, "x")).Status);
        Assert.Equal(201, (await key.SendAsync(Phone, "x")).Status);
        Assert.Single(world.Sandbox.Sends);
    }

    [Fact]
    public async Task Read_WhenUnknown_Is20404()
    {
        await using var world = await SandboxWorld.StartAsync();

        var answer = await world.Twilio.GetAsync($"{Account}/Messages/SM00000000000000000000000000000000.json");

        Assert.Equal((404, 20404), (answer.Status, answer.Code));
    }

    [Fact]
    public async Task List_WhenFilteredAndPaged_IsNewestFirstWithoutGaps()
    {
        await using var world = await SandboxWorld.StartAsync();
        for (var i = 1; i <= 5; i++)
        {
            await world.Sandbox.TextAsync(Phone, $"text {i}");
        }

        await world.Sandbox.TextAsync("+15555550102", "another phone");

        var bodies = new List<string>();
        var path = $"{Account}/Messages.json?PageSize=2&To={Uri.EscapeDataString(Number)}&From={Uri.EscapeDataString(Phone)}&DateSent>=2020-01-01";
        while (path is { Length: > 0 })
        {
            var page = await world.Twilio.GetAsync(path);
            bodies.AddRange(page.Json.GetProperty("messages").EnumerateArray().Select(m => m.GetProperty("body").GetString()!));
            path = page.Json.GetProperty("next_page_uri").GetString();
        }

        Assert.Equal(["text 5", "text 4", "text 3", "text 2", "text 1"], bodies);
        var past = await world.Twilio.GetAsync($"{Account}/Messages.json?DateSent<=2020-01-01");
        Assert.Empty(past.Json.GetProperty("messages").EnumerateArray());
    }

    [Fact]
    public async Task Account_WhenSuspended_CanBeReadAndCannotSend()
    {
        const string Sid = "AC00000000000000000000000000000002";
        await using var world = await SandboxWorld.StartAsync();
        world.Sandbox.PutAccount(new AccountOptions { Sid = Sid, AuthToken = "two", Status = "suspended", Numbers = { new NumberOptions { PhoneNumber = "+15005550106" } } });
        using var client = new TwilioClient(world.Sandbox.BaseAddress, Sid, "two");

        var read = await client.GetAsync($"/2010-04-01/Accounts/{Sid}.json");
        var send = await client.PostAsync($"/2010-04-01/Accounts/{Sid}/Messages.json", [("To", Phone), ("From", "+15005550106"), ("Body", "x")]);

        Assert.Equal((200, "suspended"), (read.Status, read["status"]));
        Assert.Equal((403, 20005), (send.Status, send.Code));
    }

    [Fact]
    public async Task Balance_WhenSubAccount_IsNotFound()
    {
        const string Sub = "AC00000000000000000000000000000003";
        await using var world = await SandboxWorld.StartAsync();
        world.Sandbox.PutAccount(new AccountOptions { Sid = Sub, AuthToken = "sub", OwnerAccountSid = SandboxDefaults.AccountSid });
        using var sub = new TwilioClient(world.Sandbox.BaseAddress, Sub, "sub");

        var own = await world.Twilio.GetAsync($"{Account}/Balance.json");
        var none = await sub.GetAsync($"/2010-04-01/Accounts/{Sub}/Balance.json");

        Assert.Equal(("100.00", "USD"), (own["balance"], own["currency"]));
        Assert.Equal(404, none.Status);
        Assert.Equal(200, (await world.Twilio.GetAsync($"/2010-04-01/Accounts/{Sub}.json")).Status);
        Assert.Equal(404, (await sub.GetAsync($"{Account}.json")).Status);
    }

    [Fact]
    public async Task IncomingPhoneNumber_WhenSmsUrlIsSet_PostsThere()
    {
        await using var world = await SandboxWorld.StartAsync();
        var list = await world.Twilio.GetAsync($"{Account}/IncomingPhoneNumbers.json?PhoneNumber={Uri.EscapeDataString(Number)}");
        var number = Assert.Single(list.Json.GetProperty("incoming_phone_numbers").EnumerateArray());
        Assert.True(number.GetProperty("capabilities").GetProperty("sms").GetBoolean());

        var path = $"{Account}/IncomingPhoneNumbers/{number.GetProperty("sid").GetString()}.json";
        var set = await world.Twilio.PostAsync(path, [("SmsUrl", $"{world.Platform.Address}/elsewhere"), ("SmsMethod", "GET")]);
        await world.Sandbox.TextAsync(Phone, "a b&c");

        Assert.Equal($"{world.Platform.Address}/elsewhere", set["sms_url"]);
        var request = Assert.Single(world.Platform.Requests);
        Assert.Equal(("GET", "/elsewhere"), (request.Method, request.Path));
        Assert.Contains("Body=a%20b%26c", request.Url, StringComparison.Ordinal);
        Assert.Equal(21502, (await world.Twilio.PostAsync(path, [("SmsUrl", "nonsense")])).Code);
    }

    [Fact]
    public async Task Service_WhenItTakesInbound_PostsToItsAddressWithItsSid()
    {
        await using var platform = await WebhookReceiver.StartAsync();
        await using var world = await SandboxWorld.StartAsync(new SandboxOptions
        {
            Accounts =
            {
                new AccountOptions
                {
                    Numbers = { new NumberOptions { MessagingServiceSid = ServiceSid, SmsUrl = $"{platform.Address}/number" } },
                    Services = { new ServiceOptions { Sid = ServiceSid, AdvancedOptOut = true } },
                },
            },
        });

        await world.Twilio.PostAsync($"/v1/Services/{ServiceSid}", [("InboundRequestUrl", $"{platform.Address}/service")]);
        await world.Sandbox.TextAsync(Phone, "STOP");
        await world.Twilio.PostAsync($"/v1/Services/{ServiceSid}", [("UseInboundWebhookOnNumber", "true")]);
        await world.Sandbox.TextAsync(Phone, "Hello");
        var refused = await world.Twilio.PostAsync($"{Account}/Messages.json", [("To", Phone), ("MessagingServiceSid", ServiceSid), ("Body", "x")]);
        var taken = await world.Twilio.PostAsync($"{Account}/Messages.json", [("To", "+15555550102"), ("MessagingServiceSid", ServiceSid), ("Body", "x")]);

        Assert.Equal(["/service", "/number"], platform.Requests.Select(r => r.Path));
        Assert.All(platform.Requests, r => Assert.Equal(ServiceSid, r.Form["MessagingServiceSid"]));
        Assert.Equal("STOP", platform.Requests[0].Form["OptOutType"]);
        Assert.Equal(21610, refused.Code);
        Assert.Equal((201, "accepted"), (taken.Status, taken["status"]));
    }

    [Fact]
    public async Task Media_WhenAsked_RedirectsToItsContent()
    {
        await using var world = await SandboxWorld.StartAsync();
        await world.Sandbox.TextAsync(new PhoneText(Phone, Number, "look") { MediaUrls = ["data:text/plain;base64,aGVsbG8=", "https://example.com/a.png"] });
        var form = Assert.Single(world.Platform.Requests).Form;

        using var redirect = await world.Twilio.Http.GetAsync(form["MediaUrl0"]);
        var content = await world.Twilio.Http.GetStringAsync(redirect.Headers.Location);

        Assert.Equal(("2", "text/plain", "image/png"), (form["NumMedia"], form["MediaContentType0"], form["MediaContentType1"]));
        Assert.StartsWith("MM", form["MessageSid"], StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Found, redirect.StatusCode);
        Assert.Equal("hello", content);
    }

    [Fact]
    public async Task Phone_OverHttp_TextsAndListsInOrder()
    {
        await using var world = await SandboxWorld.StartAsync();
        world.Platform.Answer = _ => (200, "application/xml", "<Response><Message>Hi</Message></Response>");
        using var http = new HttpClient { BaseAddress = world.Sandbox.BaseAddress };

        using var posted = await http.PostAsJsonAsync("/phone/messages", new { from = Phone, to = Number, body = "Hello", mediaUrls = Array.Empty<string>() });
        var outcome = await posted.Content.ReadFromJsonAsync<JsonElement>();
        await world.Sandbox.WaitForReceivedAsync(Phone);
        var list = await http.GetFromJsonAsync<JsonElement>($"/phone/messages?number={Uri.EscapeDataString(Phone)}");

        Assert.Equal(HttpStatusCode.Created, posted.StatusCode);
        Assert.Equal(200, outcome.GetProperty("webhook").GetProperty("status").GetInt32());
        Assert.Equal(
            [("sent", "Hello", "received"), ("received", "Hi", "delivered")],
            list.EnumerateArray().Select(m => (m.GetProperty("direction").GetString()!, m.GetProperty("body").GetString()!, m.GetProperty("status").GetString()!)));
        Assert.Equal(outcome.GetProperty("sid").GetString(), list[0].GetProperty("sid").GetString());
    }

    [Fact]
    public async Task Failures_OverHttp_ArePutReadAndCleared()
    {
        await using var world = await SandboxWorld.StartAsync();
        using var http = new HttpClient { BaseAddress = world.Sandbox.BaseAddress };

        using var put = await http.PutAsync("/failures", Json("""{"sends":[{"fault":"throttle","times":1,"retryAfter":2}],"callbacks":[{"status":"sent","omit":true}]}"""));
        var refused = await world.Twilio.SendAsync(Phone, "x");
        var report = await http.GetFromJsonAsync<JsonElement>("/failures");
        using var cleared = await http.DeleteAsync("/failures");
        using var unknown = await http.PutAsync("/failures", Json("""{"sends":[{"fault":"meteor"}]}"""));
        using var unsound = await http.PutAsync("/failures", Json("""{"webhooks":[{"copies":100000}]}"""));

        Assert.Equal((HttpStatusCode.OK, 429), (put.StatusCode, refused.Status));
        Assert.Equal(1, report.GetProperty("sends")[0].GetProperty("applied").GetInt32());
        Assert.Equal(HttpStatusCode.NoContent, cleared.StatusCode);
        Assert.Equal((HttpStatusCode.BadRequest, HttpStatusCode.BadRequest), (unknown.StatusCode, unsound.StatusCode));
        Assert.Empty(world.Sandbox.Failures.Report().Sends);

        static StringContent Json(string text) => new(text, System.Text.Encoding.UTF8, "application/json");
    }

    [Fact]
    public async Task Page_WhenAsked_IsServedWithItsParts()
    {
        await using var world = await SandboxWorld.StartAsync();
        using var http = new HttpClient { BaseAddress = world.Sandbox.BaseAddress };

        Assert.Contains("phone.js", await http.GetStringAsync("/"), StringComparison.Ordinal);
        Assert.Contains("EventSource", await http.GetStringAsync("/phone.js"), StringComparison.Ordinal);
        Assert.Contains(".bubble", await http.GetStringAsync("/phone.css"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("https://evil.example", HttpStatusCode.Forbidden)]
    [InlineData("null", HttpStatusCode.Forbidden)]
    [InlineData(null, HttpStatusCode.NoContent)]
    [InlineData("own", HttpStatusCode.NoContent)]
    public async Task Reset_WhenAPageAsks_IsOnlyForItsOwn(string? origin, HttpStatusCode expected)
    {
        await using var world = await SandboxWorld.StartAsync();
        using var http = new HttpClient { BaseAddress = world.Sandbox.BaseAddress };
        using var request = new HttpRequestMessage(HttpMethod.Post, "/reset");
        if (origin is not null)
        {
            request.Headers.Add("Origin", origin == "own" ? $"http://{world.Sandbox.BaseAddress.Authority}" : origin);
        }

        using var response = await http.SendAsync(request);

        Assert.Equal(expected, response.StatusCode);
    }

    [Fact]
    public async Task Cancel_WhenScheduledOrDelivered_WorksOnlyBefore()
    {
        await using var world = await SandboxWorld.StartAsync(new SandboxOptions
        {
            Accounts = { new AccountOptions { Numbers = { new NumberOptions { MessagingServiceSid = ServiceSid } }, Services = { new ServiceOptions { Sid = ServiceSid } } } },
        });
        var at = DateTimeOffset.UtcNow.AddHours(1).ToString("O");

        var scheduled = await world.Twilio.PostAsync(
            $"{Account}/Messages.json",
            [("To", Phone), ("MessagingServiceSid", ServiceSid), ("Body", "later"), ("ScheduleType", "fixed"), ("SendAt", at)]);
        var canceled = await world.Twilio.PostAsync($"{Account}/Messages/{scheduled["sid"]}.json", [("Status", "canceled")]);
        var sent = await world.Twilio.SendAsync(Phone, "now");
        await world.Sandbox.WaitForReceivedAsync(Phone);
        var tooLate = await world.Twilio.PostAsync($"{Account}/Messages/{sent["sid"]}.json", [("Status", "canceled")]);

        Assert.Equal(("scheduled", "canceled"), (scheduled["status"], canceled["status"]));
        Assert.Equal(409, tooLate.Status);
        Assert.Single(world.Sandbox.ReceivedBy(Phone), m => m.Body == "now");
    }

    [Fact]
    public async Task Latency_WhenScripted_HoldsUpEveryRequest()
    {
        await using var world = await SandboxWorld.StartAsync();
        world.Sandbox.Failures.Set(new FailurePlan { LatencyMilliseconds = 150 });
        var watch = System.Diagnostics.Stopwatch.StartNew();

        await world.Twilio.GetAsync($"{Account}.json");

        Assert.True(watch.ElapsedMilliseconds >= 140);
    }
}
