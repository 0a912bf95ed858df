using System.Runtime.CompilerServices;
using System.Security.Claims;
using SmsPlatform.GraphQL;
using SmsPlatform.GraphQL.Authorization;
using SmsPlatform.GraphQL.Subscriptions;

namespace SmsPlatform.ConformanceServer;

/// <summary>What somebody sent to a room.</summary>
public sealed record Sent(string Room, string Text);

/// <summary>Reads that show a value, a failure and a refusal.</summary>
[QueryType]
public static class Queries
{
    /// <summary>Greets.</summary>
    public static string GetHello(string name = "world") => $"Hello, {name}!";

    /// <summary>Fails with an exception whose text must not be told.</summary>
    public static string? GetFail() => throw new InvalidOperationException("secret");

    /// <summary>Who asks.</summary>
    [Authorize]
    public static string? GetMe(ClaimsPrincipal user) => user.FindFirst(ClaimTypes.NameIdentifier)?.Value;
}

/// <summary>Writes.</summary>
[MutationType]
public static class Mutations
{
    /// <summary>Sends a text to whoever listens to the room.</summary>
    public static async Task<Sent> SendAsync(string room, string text, ITopicEventSender sender, CancellationToken cancellationToken)
    {
        var sent = new Sent(room, text);
        await sender.SendAsync($"sent to {room}", sent, cancellationToken);
        return sent;
    }
}

/// <summary>Streams: one that ends by itself, and one that does not.</summary>
[SubscriptionType]
public static class Subscriptions
{
    /// <summary>Counts from one.</summary>
    [Subscribe(With = nameof(CountAsync))]
    public static int CountTo(int number, [EventMessage] int count) => Math.Min(count, number);

    /// <summary>What is sent to a room.</summary>
    [Subscribe]
    [Topic("sent to {room}")]
    public static Sent OnSent(string room, [EventMessage] Sent sent) => sent with { Room = room };

    internal static async IAsyncEnumerable<int> CountAsync(int number, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        for (var count = 1; count <= number; count++)
        {
            await Task.Delay(1, cancellationToken);
            yield return count;
        }
    }
}
