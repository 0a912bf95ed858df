using Microsoft.AspNetCore.Identity;

namespace SmsPlatform.Infrastructure.Accounts;

/// <summary>A person who can sign in.</summary>
public sealed class User : IdentityUser<Guid>
{
    /// <summary>The platform role: sees and steers the whole installation.</summary>
    public bool IsAdmin { get; set; }

    public DateTimeOffset CreatedAt { get; set; }
}
