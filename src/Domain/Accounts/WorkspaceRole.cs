namespace SmsPlatform.Domain.Accounts;

/// <summary>What a member may do in a workspace; each role includes those before it.</summary>
public enum WorkspaceRole
{
    /// <summary>Reads, and talks to contacts.</summary>
    Agent,

    /// <summary>Manages chatbots, integrations and members.</summary>
    Owner,
}
