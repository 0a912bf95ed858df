using SmsPlatform.Domain;

namespace SmsPlatform.Application.Channels;

/// <summary>Why a provider's history could not be read.</summary>
public static class HistoryErrors
{
    public static Error Unreachable(string reason) =>
        new("catch_up.unreachable", $"The provider could not be asked for its messages ({reason}).", ErrorKind.Unavailable);

    public static Error Refused(string reason) =>
        Error.Refused("catch_up.refused", $"The provider does not tell its messages ({reason}).");
}
