using SmsPlatform.Application.Messaging;
using SmsPlatform.WebApi.Twilio;

namespace SmsPlatform.UnitTests.Twilio;

public sealed class TwimlTests
{
    [Fact]
    public void For_WithoutAnAcknowledgement_IsAnEmptyResponse() =>
        Assert.Equal("""<?xml version="1.0" encoding="UTF-8"?><Response/>""", new TwimlOptions().For(new WebhookReceipt(Acknowledge: true)));

    [Fact]
    public void For_WithAnAcknowledgement_EscapesIt()
    {
        var options = new TwimlOptions { Acknowledgement = "Tom & <Jerry>\u0001 \"at\" 5 😀" };

        var answer = options.For(new WebhookReceipt(Acknowledge: true));

        Assert.Equal(
            """<?xml version="1.0" encoding="UTF-8"?><Response><Message><Body>Tom &amp; &lt;Jerry&gt; "at" 5 😀</Body></Message></Response>""",
            answer);
    }

    [Fact]
    public void For_AMessageThatIsNotAcknowledged_IsAnEmptyResponse()
    {
        var options = new TwimlOptions { Acknowledgement = "Thanks" };

        Assert.Equal(Twiml.Empty, options.For(new WebhookReceipt(Acknowledge: false)));
    }
}
