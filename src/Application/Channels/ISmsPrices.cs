namespace SmsPlatform.Application.Channels;

/// <summary>What SMS cost.</summary>
public interface ISmsPrices
{
    /// <param name="to">In E.164.</param>
    /// <returns>Null when no price is known for where it goes.</returns>
    Price? Estimate(string to, int segments);
}

/// <param name="Currency">ISO 4217.</param>
public sealed record Price(decimal Amount, string Currency);
