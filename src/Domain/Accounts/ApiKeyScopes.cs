namespace SmsPlatform.Domain.Accounts;

/// <summary>What an API key may do. None includes another.</summary>
[Flags]
public enum ApiKeyScopes
{
    None = 0,

    /// <summary>Reads what an agent may read.</summary>
    Read = 1,

    /// <summary>Sends messages.</summary>
    Send = 2,

    /// <summary>Changes chatbots, integrations and everything else but accounts.</summary>
    Manage = 4,
}
