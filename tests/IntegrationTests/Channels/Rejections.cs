using System.Net;
using System.Text.Json;

namespace SmsPlatform.IntegrationTests.Channels;

/// <summary>Waiting for what is told of rejected webhooks.</summary>
internal static class Rejections
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    /// <summary>The newest rejection of the chatbot, as soon as it has been examined.</summary>
    public static async Task<JsonElement> WaitForRejectionAsync(this Scene scene)
    {
        await scene.Host.WaitForAsync(
            "a rejection was examined", "SELECT count(*) > 0 FROM channels.webhook_rejections WHERE chatbot_id = $1", [scene.ChatbotId]);
        return (await scene.GetAsync($"{scene.Root}/rejections")).GetProperty("items")[0];
    }

    /// <summary>Posts until it is rejected: another node's change is heard of within moments.</summary>
    public static Task UntilRejectedAsync(Func<Task<HttpResponseMessage>> post) => UntilAsync(post, HttpStatusCode.Forbidden);

    public static async Task UntilAsync(Func<Task<HttpResponseMessage>> post, HttpStatusCode status)
    {
        using var limit = new CancellationTokenSource(Patience);
        while (true)
        {
            using var response = await post();
            if (response.StatusCode == status)
            {
                return;
            }

            await Task.Delay(50, limit.Token);
        }
    }
}
