using SmsPlatform.Domain;

namespace SmsPlatform.Application.Ai;

public static class AiErrors
{
    public static readonly Error NotConfigured = Error.Refused("ai.not_configured", "No language model is set.");

    public static readonly Error Unavailable =
        new("ai.unavailable", "The language model does not answer at the moment.", ErrorKind.Unavailable) { RetryAfter = TimeSpan.FromSeconds(15) };

    public static readonly Error OverBudget =
        new("ai.over_budget", "The chatbot has spent what it may spend on its language model today.", ErrorKind.RateLimited);

    /// <summary>The server refuses the request itself: an unknown model, a wrong key, a filter of its own.</summary>
    public static readonly Error Rejected = Error.Refused("ai.rejected", "The language model's server refuses the request.");
}
