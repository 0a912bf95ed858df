using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using SmsPlatform.Domain.Accounts;

namespace SmsPlatform.Infrastructure.Accounts;

internal sealed class WorkspaceConfiguration : IEntityTypeConfiguration<Workspace>
{
    public void Configure(EntityTypeBuilder<Workspace> workspace)
    {
        workspace.ToTable("workspaces", AccountsModule.Schema);
        workspace.HasKey(w => w.Id);
        workspace.Property(w => w.Name).HasMaxLength(Workspace.MaxNameLength);
        workspace.Property(w => w.CreatedAt);
    }
}

internal sealed class UserConfiguration : IEntityTypeConfiguration<User>
{
    public void Configure(EntityTypeBuilder<User> user) => user.ToTable("users", AccountsModule.Schema);
}

internal sealed class MemberConfiguration : IEntityTypeConfiguration<Member>
{
    public void Configure(EntityTypeBuilder<Member> member)
    {
        member.ToTable("members", AccountsModule.Schema);
        member.HasKey(m => new { m.WorkspaceId, m.UserId });
        member.HasOne<Workspace>().WithMany().HasForeignKey(m => m.WorkspaceId);
        member.HasOne<User>().WithMany().HasForeignKey(m => m.UserId);

        // Serves signing in: the workspaces of one user.
        member.HasIndex(m => m.UserId);
    }
}

internal sealed class UserClaimConfiguration : IEntityTypeConfiguration<IdentityUserClaim<Guid>>
{
    public void Configure(EntityTypeBuilder<IdentityUserClaim<Guid>> claim) => claim.ToTable("user_claims", AccountsModule.Schema);
}

internal sealed class UserLoginConfiguration : IEntityTypeConfiguration<IdentityUserLogin<Guid>>
{
    public void Configure(EntityTypeBuilder<IdentityUserLogin<Guid>> login) => login.ToTable("user_logins", AccountsModule.Schema);
}

internal sealed class UserTokenConfiguration : IEntityTypeConfiguration<IdentityUserToken<Guid>>
{
    public void Configure(EntityTypeBuilder<IdentityUserToken<Guid>> token) => token.ToTable("user_tokens", AccountsModule.Schema);
}
