using System.Security.Claims;

namespace SmsPlatform.GraphQL.AspNetCore;

/// <summary>The open event streams and WebSockets of this server. Thread-safe.</summary>
public interface IGraphQLStreams
{
    /// <summary>How many are open.</summary>
    int Count { get; }

    /// <summary>Who opened them, at this moment: a user as often as streams are open.</summary>
    IReadOnlyList<ClaimsPrincipal> Users { get; }

    /// <summary>
    /// Ends at once the streams of certain users, for instance after a sign-out or a change of roles; their clients are told that
    /// the sign-in is no longer valid.
    /// </summary>
    /// <param name="match">Tells whether a user's streams are to end.</param>
    /// <returns>How many streams were told to end.</returns>
    int End(Func<ClaimsPrincipal, bool> match);
}
