using Microsoft.AspNetCore.Identity.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;
using SmsPlatform.Application.Messaging.Answers;
using SmsPlatform.Domain;
using SmsPlatform.Domain.Accounts;
using SmsPlatform.Domain.Automation;
using SmsPlatform.Domain.Channels;
using SmsPlatform.Domain.Chatbots;
using SmsPlatform.Domain.Knowledge;
using SmsPlatform.Domain.Messaging;
using SmsPlatform.Domain.Operations;
using SmsPlatform.Infrastructure.Accounts;
using SmsPlatform.Infrastructure.Ai;
using SmsPlatform.Infrastructure.Channels;
using SmsPlatform.Infrastructure.Messaging;

namespace SmsPlatform.Infrastructure.Database;

/// <summary>The whole model. Tenant data is limited to <see cref="WorkspaceId"/> by a filter on every query.</summary>
/// <remarks>Pooled, so whoever rents one sets the workspace each time (<see cref="DatabaseModule"/>).</remarks>
public sealed class PlatformDbContext(DbContextOptions<PlatformDbContext> options) : IdentityUserContext<User, Guid>(options)
{
    /// <summary>The caller's workspace. Unset, tenant queries find nothing.</summary>
    internal WorkspaceId WorkspaceId { get; set; }

    public DbSet<Workspace> Workspaces => Set<Workspace>();

    public DbSet<Member> Members => Set<Member>();

    public DbSet<Chatbot> Chatbots => Set<Chatbot>();

    public DbSet<KeywordRule> KeywordRules => Set<KeywordRule>();

    public DbSet<ReplyTemplate> ReplyTemplates => Set<ReplyTemplate>();

    public DbSet<Integration> Integrations => Set<Integration>();

    public DbSet<IntegrationLog> IntegrationLogs => Set<IntegrationLog>();

    internal DbSet<WebhookRejection> WebhookRejections => Set<WebhookRejection>();

    internal DbSet<RejectionCount> RejectionCounts => Set<RejectionCount>();

    public DbSet<Contact> Contacts => Set<Contact>();

    public DbSet<Conversation> Conversations => Set<Conversation>();

    public DbSet<ConversationActivity> ConversationActivity => Set<ConversationActivity>();

    public DbSet<Message> Messages => Set<Message>();

    public DbSet<DeliveryAttempt> DeliveryAttempts => Set<DeliveryAttempt>();

    public DbSet<ConsentEntry> ConsentEntries => Set<ConsentEntry>();

    public DbSet<JobRun> JobRuns => Set<JobRun>();

    public DbSet<Document> Documents => Set<Document>();

    protected override void OnModelCreating(ModelBuilder builder)
    {
        base.OnModelCreating(builder);
        builder.ApplyConfigurationsFromAssembly(typeof(PlatformDbContext).Assembly);
        builder.UseSnakeCase();

        // One index for a chatbot and its words; words found whether they were typed with accents or without.
        builder.HasPostgresExtension("btree_gin");
        builder.HasPostgresExtension("unaccent");

        builder.Entity<ApiKey>().HasQueryFilter(key => key.WorkspaceId == WorkspaceId);
        builder.Entity<Invitation>().HasQueryFilter(invitation => invitation.WorkspaceId == WorkspaceId);
        builder.Entity<Chatbot>().HasQueryFilter(chatbot => chatbot.WorkspaceId == WorkspaceId);
        builder.Entity<SpendingDay>().HasQueryFilter(day => day.WorkspaceId == WorkspaceId);
        builder.Entity<KeywordRule>().HasQueryFilter(rule => rule.WorkspaceId == WorkspaceId);
        builder.Entity<ReplyTemplate>().HasQueryFilter(template => template.WorkspaceId == WorkspaceId);
        builder.Entity<Integration>().HasQueryFilter(integration => integration.WorkspaceId == WorkspaceId);
        builder.Entity<IntegrationLog>().HasQueryFilter(log => log.WorkspaceId == WorkspaceId);
        builder.Entity<WebhookRejection>().HasQueryFilter(rejection => rejection.WorkspaceId == WorkspaceId);
        builder.Entity<Contact>().HasQueryFilter(contact => contact.WorkspaceId == WorkspaceId);
        builder.Entity<ContactAddress>().HasQueryFilter(address => address.WorkspaceId == WorkspaceId);
        builder.Entity<Conversation>().HasQueryFilter(conversation => conversation.WorkspaceId == WorkspaceId);
        builder.Entity<ConversationActivity>().HasQueryFilter(activity => activity.WorkspaceId == WorkspaceId);
        builder.Entity<Message>().HasQueryFilter(message => message.WorkspaceId == WorkspaceId);
        builder.Entity<Medium>().HasQueryFilter(medium => medium.WorkspaceId == WorkspaceId);
        builder.Entity<DeliveryAttempt>().HasQueryFilter(attempt => attempt.WorkspaceId == WorkspaceId);
        builder.Entity<StoredAnswer>().HasQueryFilter(answer => answer.WorkspaceId == WorkspaceId);
        builder.Entity<Document>().HasQueryFilter(document => document.WorkspaceId == WorkspaceId);
        builder.Entity<DocumentSource>().HasQueryFilter(source => source.WorkspaceId == WorkspaceId);
        builder.Entity<ConsentEntry>().HasQueryFilter(entry => entry.WorkspaceId == WorkspaceId);
        builder.Entity<StatusChange>().HasQueryFilter(change => change.WorkspaceId == WorkspaceId);
        builder.Entity<ConversationChange>().HasQueryFilter(change => change.WorkspaceId == WorkspaceId);
    }

    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder)
    {
        configurationBuilder.Properties<WorkspaceId>().HaveConversion<Id<WorkspaceId>>();
        configurationBuilder.Properties<UserId>().HaveConversion<Id<UserId>>();
        configurationBuilder.Properties<ApiKeyId>().HaveConversion<Id<ApiKeyId>>();
        configurationBuilder.Properties<InvitationId>().HaveConversion<Id<InvitationId>>();
        configurationBuilder.Properties<ChatbotId>().HaveConversion<Id<ChatbotId>>();
        configurationBuilder.Properties<IntegrationId>().HaveConversion<Id<IntegrationId>>();
        configurationBuilder.Properties<ContactId>().HaveConversion<Id<ContactId>>();
        configurationBuilder.Properties<ConversationId>().HaveConversion<Id<ConversationId>>();
        configurationBuilder.Properties<MessageId>().HaveConversion<Id<MessageId>>();
        configurationBuilder.Properties<DocumentId>().HaveConversion<Id<DocumentId>>();
        configurationBuilder.Properties<PassageId>().HaveConversion<Id<PassageId>>();
        configurationBuilder.Properties<ConsentEntryId>().HaveConversion<Id<ConsentEntryId>>();

        configurationBuilder.Properties<WorkspaceRole>().HaveConversion<EnumText<WorkspaceRole>>();
        configurationBuilder.Properties<KeywordRuleId>().HaveConversion<Id<KeywordRuleId>>();
        configurationBuilder.Properties<ReplyTemplateId>().HaveConversion<Id<ReplyTemplateId>>();
        configurationBuilder.Properties<RuleMatch>().HaveConversion<EnumText<RuleMatch>>();
        configurationBuilder.Properties<RuleAction>().HaveConversion<EnumText<RuleAction>>();
        configurationBuilder.Properties<WhenClosed>().HaveConversion<EnumText<WhenClosed>>();
        configurationBuilder.Properties<WhenUnsure>().HaveConversion<EnumText<WhenUnsure>>();
        configurationBuilder.Properties<Channel>().HaveConversion<EnumText<Channel>>();
        configurationBuilder.Properties<IntegrationEvent>().HaveConversion<EnumText<IntegrationEvent>>();
        configurationBuilder.Properties<IntegrationStatus>().HaveConversion<EnumText<IntegrationStatus>>();
        configurationBuilder.Properties<ConversationMode>().HaveConversion<EnumText<ConversationMode>>();
        configurationBuilder.Properties<MessageDirection>().HaveConversion<EnumText<MessageDirection>>();
        configurationBuilder.Properties<MessageStatus>().HaveConversion<EnumText<MessageStatus>>();
        configurationBuilder.Properties<StatusSource>().HaveConversion<EnumText<StatusSource>>();
        configurationBuilder.Properties<MediumStatus>().HaveConversion<EnumText<MediumStatus>>();
        configurationBuilder.Properties<AttemptOutcome>().HaveConversion<EnumText<AttemptOutcome>>();
        configurationBuilder.Properties<AnswerOrigin>().HaveConversion<EnumText<AnswerOrigin>>();
        configurationBuilder.Properties<DocumentKind>().HaveConversion<EnumText<DocumentKind>>();
        configurationBuilder.Properties<DocumentStatus>().HaveConversion<EnumText<DocumentStatus>>();
        configurationBuilder.Properties<ConsentKind>().HaveConversion<EnumText<ConsentKind>>();
        configurationBuilder.Properties<JobOutcome>().HaveConversion<EnumText<JobOutcome>>();
    }

    private sealed class Id<TId>() : ValueConverter<TId, Guid>(id => id.Value, value => From(value))
        where TId : struct, IStronglyTypedId<TId>
    {
        // A method, because an expression tree cannot call a static interface member.
        private static TId From(Guid value) => TId.From(value);
    }
}
