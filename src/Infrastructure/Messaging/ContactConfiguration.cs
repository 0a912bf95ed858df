using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using SmsPlatform.Domain.Accounts;
using SmsPlatform.Domain.Messaging;

namespace SmsPlatform.Infrastructure.Messaging;

internal sealed class ContactConfiguration : IEntityTypeConfiguration<Contact>
{
    public void Configure(EntityTypeBuilder<Contact> contact)
    {
        contact.ToTable("contacts", MessagingModule.Schema);
        contact.HasKey(c => c.Id);
        contact.HasOne<Workspace>().WithMany().HasForeignKey(c => c.WorkspaceId);
        contact.Property(c => c.DisplayName).HasMaxLength(200);
        contact.Property(c => c.CreatedAt);

        // Serves the list of a workspace's contacts.
        contact.HasIndex(c => new { c.WorkspaceId, c.Id });
    }
}

internal sealed class ContactAddressConfiguration : IEntityTypeConfiguration<ContactAddress>
{
    public void Configure(EntityTypeBuilder<ContactAddress> address)
    {
        address.ToTable("contact_addresses", MessagingModule.Schema);
        address.HasKey(a => new { a.WorkspaceId, a.Channel, a.Address });
        address.HasOne<Contact>().WithMany().HasForeignKey(a => a.ContactId).OnDelete(DeleteBehavior.Cascade);

        // Serves a contact's addresses.
        address.HasIndex(a => a.ContactId);
    }
}
