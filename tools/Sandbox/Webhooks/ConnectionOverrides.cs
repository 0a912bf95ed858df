using System.Globalization;

namespace SmsPlatform.Sandbox.Webhooks;

/// <summary>
/// How patiently a webhook is posted, read from the fragment of its URL (<c>#rc=3&amp;rp=5xx,ct,rt</c>).
/// Times are in milliseconds. Without a fragment: one more try, and only when no connection was made.
/// </summary>
internal sealed record ConnectionOverrides(int ConnectTimeout, int ReadTimeout, int TotalTimeout, int Retries, IReadOnlySet<string> RetryOn)
{
    private static readonly HashSet<string> Policies = new(StringComparer.Ordinal) { "4xx", "5xx", "ct", "rt", "all" };

    public static ConnectionOverrides Default { get; } = new(5000, 15000, 15000, 1, new HashSet<string> { "ct" });

    /// <summary>Reads what is valid and leaves the default for the rest, as Twilio does.</summary>
    public static ConnectionOverrides Of(string url)
    {
        var overrides = Default;
        var hash = url.IndexOf('#', StringComparison.Ordinal);
        if (hash < 0)
        {
            return overrides;
        }

        foreach (var pair in url[(hash + 1)..].Split('&'))
        {
            var (name, value) = pair.Split('=', 2) is [var left, var right] ? (left, right) : (pair, "");
            overrides = name switch
            {
                "ct" when Number(value, 100, 10_000) is { } ct => overrides with { ConnectTimeout = ct },
                "rt" when Number(value, 100, 15_000) is { } rt => overrides with { ReadTimeout = rt },
                "tt" when Number(value, 100, 15_000) is { } tt => overrides with { TotalTimeout = tt },
                "rc" when Number(value, 0, 5) is { } rc => overrides with { Retries = rc },
                "rp" when value.Split(',') is var names && names.All(Policies.Contains) => overrides with { RetryOn = names.ToHashSet() },
                _ => overrides,
            };
        }

        return overrides;
    }

    public bool RetriesAfter(string failure) => RetryOn.Contains("all") || RetryOn.Contains(failure);

    private static int? Number(string text, int least, int most) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most
            ? number
            : null;
}
