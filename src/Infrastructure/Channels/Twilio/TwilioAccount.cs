using System.Globalization;
using SmsPlatform.Application.Channels;

namespace SmsPlatform.Infrastructure.Channels.Twilio;

/// <summary>Reads an account's state and balance.</summary>
internal sealed class TwilioAccount(TwilioClient client) : ITwilioAccount
{
    public async Task<TwilioStatus> CheckAsync(ChannelConnection connection, CancellationToken cancellationToken)
    {
        // Both at once, so that together they take no longer than one.
        var askingAccount = client.GetAccountAsync(connection, cancellationToken);
        var askingBalance = client.GetBalanceAsync(connection, cancellationToken);
        var account = await askingAccount;
        var balance = await askingBalance;

        var status = new TwilioStatus(
            Configured: true,
            Reachable: account.IsSuccess,
            connection.AccountId,
            connection.Address.Length > 0 ? connection.Address : null,
            Balance: null,
            Currency: null,
            Note: null);
        if (!account.IsSuccess)
        {
            return status with { Note = WhyNot(account) };
        }

        if (IsSubAccount(account, connection))
        {
            return status with { Note = "This is a sub-account; Twilio keeps the balance with its main account." };
        }

        return balance.IsSuccess && TryReadBalance(balance, out var amount)
            ? status with { Balance = amount, Currency = TwilioAnswer.Text(balance.Body, "currency") }
            : status with { Note = "Twilio did not tell the balance." };
    }

    private static bool IsSubAccount(TwilioAnswer account, ChannelConnection connection) =>
        TwilioAnswer.Text(account.Body, "owner_account_sid") is { Length: > 0 } owner && owner != connection.AccountId;

    private static bool TryReadBalance(TwilioAnswer balance, out decimal amount) =>
        decimal.TryParse(TwilioAnswer.Text(balance.Body, "balance"), NumberStyles.Number, CultureInfo.InvariantCulture, out amount);

    private static string WhyNot(TwilioAnswer account) => account.Reach != TwilioReach.Answered
        ? account.Failure == TwilioFailures.CredentialsMissing ? "The integration has no credentials for Twilio." : "Twilio could not be reached."
        : TwilioErrors.Find(account.ErrorCode)?.Explanation
            ?? (account.Status is 401 or 403 ? "Twilio refused the credentials." : $"Twilio answered with status {account.Status}.");
}
