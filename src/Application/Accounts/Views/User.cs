namespace SmsPlatform.Application.Accounts.Views;

/// <summary>A person who can sign in, as the members of a shared workspace see one.</summary>
public sealed class User
{
    public Guid Id { get; init; }

    public string Email { get; init; } = "";

    public DateTimeOffset CreatedAt { get; init; }
}
