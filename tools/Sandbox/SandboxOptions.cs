namespace SmsPlatform.Sandbox;

/// <summary>What the fake provider knows at start. Without accounts it has <see cref="SandboxDefaults"/>' one.</summary>
public sealed class SandboxOptions
{
    public IList<AccountOptions> Accounts { get; init; } = [];

    /// <summary>Where the default account's number posts inbound messages, when no accounts are given.</summary>
    public string? SmsUrl { get; set; }

    /// <summary>Pause before each step of a message's way: sending, sent, delivered.</summary>
    public TimeSpan StepDelay { get; set; } = TimeSpan.Zero;

    /// <summary>The address put into media URLs; absent: the address the server listens on.</summary>
    public string? PublicAddress { get; set; }

    /// <summary>Whether media need Basic authentication, as an account may ask of Twilio.</summary>
    public bool RequireMediaAuthentication { get; set; }

    public TimeProvider Clock { get; set; } = TimeProvider.System;
}

public sealed class AccountOptions
{
    public string Sid { get; set; } = SandboxDefaults.AccountSid;

    public string AuthToken { get; set; } = SandboxDefaults.AuthToken;

    public string FriendlyName { get; set; } = "Sandbox";

    /// <summary><c>active</c>, <c>suspended</c> or <c>closed</c>.</summary>
    public string Status { get; set; } = "active";

    /// <summary><c>Full</c>, or <c>Trial</c>: then only <see cref="VerifiedNumbers"/> can be texted.</summary>
    public string Type { get; set; } = "Full";

    public decimal Balance { get; set; } = 100m;

    public string Currency { get; set; } = "USD";

    /// <summary>The parent of a sub-account; a sub-account has no balance of its own.</summary>
    public string? OwnerAccountSid { get; set; }

    /// <summary>API keys: SID (SK…) to secret.</summary>
    public IDictionary<string, string> ApiKeys { get; init; } = new Dictionary<string, string>();

    public IList<string> VerifiedNumbers { get; init; } = [];

    public IList<NumberOptions> Numbers { get; init; } = [];

    public IList<ServiceOptions> Services { get; init; } = [];
}

public sealed class NumberOptions
{
    public string PhoneNumber { get; set; } = SandboxDefaults.PhoneNumber;

    public string? SmsUrl { get; set; }

    public string SmsMethod { get; set; } = "POST";

    public string? SmsFallbackUrl { get; set; }

    public string SmsFallbackMethod { get; set; } = "POST";

    public string? StatusCallback { get; set; }

    public bool Sms { get; set; } = true;

    public bool Mms { get; set; } = true;

    public bool Voice { get; set; } = true;

    /// <summary>The Messaging Service (MG…) the number is in, if any.</summary>
    public string? MessagingServiceSid { get; set; }
}

public sealed class ServiceOptions
{
    public string Sid { get; set; } = "";

    public string FriendlyName { get; set; } = "Sandbox service";

    public string? InboundRequestUrl { get; set; }

    public string InboundMethod { get; set; } = "POST";

    public string? FallbackUrl { get; set; }

    public string? StatusCallback { get; set; }

    public bool UseInboundWebhookOnNumber { get; set; }

    /// <summary>Whether inbound webhooks tell <c>OptOutType</c>.</summary>
    public bool AdvancedOptOut { get; set; }
}
