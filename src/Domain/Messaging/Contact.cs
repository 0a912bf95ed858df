using SmsPlatform.Domain.Accounts;
using SmsPlatform.Domain.Channels;

namespace SmsPlatform.Domain.Messaging;

/// <summary>A person who writes to us, under one or more addresses.</summary>
public sealed class Contact
{
    private Contact(ContactId id, WorkspaceId workspaceId, DateTimeOffset createdAt)
    {
        Id = id;
        WorkspaceId = workspaceId;
        CreatedAt = createdAt;
    }

    public ContactId Id { get; }

    public WorkspaceId WorkspaceId { get; }

    public string? DisplayName { get; private set; }

    public DateTimeOffset CreatedAt { get; }
}

/// <summary>One address of a contact on one channel; unique in a workspace.</summary>
public sealed class ContactAddress
{
    private ContactAddress(WorkspaceId workspaceId, Channel channel, string address, ContactId contactId)
    {
        WorkspaceId = workspaceId;
        Channel = channel;
        Address = address;
        ContactId = contactId;
    }

    public WorkspaceId WorkspaceId { get; }

    public Channel Channel { get; }

    /// <summary>E.164 on phone channels, the provider's opaque user id elsewhere.</summary>
    public string Address { get; }

    public ContactId ContactId { get; }
}
