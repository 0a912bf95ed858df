namespace SmsPlatform.WebApi.Accounts;

/// <summary>The section <c>Admin</c>: makes the first admin without asking.</summary>
internal sealed class FirstAdminOptions
{
    public string? Email { get; set; }

    public string? Password { get; set; }

    /// <summary>Where the set-up link is printed: straight to the console, because logs are kept and sent elsewhere.</summary>
    public TextWriter Output { get; set; } = Console.Out;
}
