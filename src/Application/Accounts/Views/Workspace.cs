namespace SmsPlatform.Application.Accounts.Views;

/// <summary>The tenant: every chatbot and all data belong to one.</summary>
public sealed class Workspace
{
    public Guid Id { get; init; }

    public string Name { get; init; } = "";

    public DateTimeOffset CreatedAt { get; init; }
}
