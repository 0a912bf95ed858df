using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using SmsPlatform.Application.Channels;
using SmsPlatform.Domain;
using SmsPlatform.Domain.Channels;
using SmsPlatform.Infrastructure.Database;

namespace SmsPlatform.Infrastructure.Channels;

/// <summary>Examines rejected webhooks, one at a time and apart from the requests, and keeps the newest of each integration with what was found.</summary>
internal sealed partial class RejectionDoctor(
    RejectionSamples samples,
    IDbContextFactory<PlatformDbContext> contexts,
    IntegrationSecrets secrets,
    IEnumerable<IWebhookDoctor> doctors,
    IEnumerable<IChannelSetup> setups,
    IOptionsMonitor<PublicAddressOptions> address,
    TimeProvider clock,
    ILogger<RejectionDoctor> logger) : BackgroundService
{
    // Enough for any workspace that a person keeps in mind, and few enough to try them all.
    private const int MostIntegrations = 50;

    // How many forms of each address the adapter tries.
    private const int VariantsOfEach = 9;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await foreach (var webhook in samples.Reader.ReadAllAsync(stoppingToken))
        {
            try
            {
                await ExamineAsync(webhook, stoppingToken);
            }
            catch (Exception exception) when (!stoppingToken.IsCancellationRequested)
            {
                // One that cannot be examined must not end the examining of others.
                LogNotExamined(exception, webhook.Reason);
            }
        }
    }

    private async Task ExamineAsync(RejectedWebhook webhook, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var related = await FindRelatedAsync(context, webhook, cancellationToken);
        var own = related.FirstOrDefault(integration => integration.Id == webhook.Integration?.Id);
        var match = Match(webhook, related, own);

        // A signature that fits proves whose it is, whatever it claims.
        var owner = own ?? related.FirstOrDefault(integration => integration.Id == match?.Key.IntegrationId);
        var diagnosis = match is null || (own is null && match.Key.Kind != DoctorKeyKind.OtherIntegration)
            ? RejectionDiagnosis.Of(webhook.Reason, webhook.Address?.AccountId, own?.AccountId)
            : own is null
                ? RejectionDiagnosis.Of(webhook.Reason, webhook.Address?.AccountId, null) with { MatchedUrl = RejectionDiagnosis.WithoutQuery(match.Url), MatchedKey = match.Key.Kind }
                : RejectionDiagnosis.Of(match, webhook.Request.Urls);
        var now = clock.GetUtcNow();
        context.Add(new WebhookRejection
        {
            Id = Guid.CreateVersion7(now),
            WorkspaceId = owner?.WorkspaceId,
            ChatbotId = owner?.ChatbotId,
            IntegrationId = owner?.Id,
            Channel = webhook.Channel,
            Reason = webhook.Reason,
            AccountId = webhook.Address?.AccountId.Cut(WebhookRejection.MaxTextLength),
            Address = webhook.Address?.Address.Cut(WebhookRejection.MaxTextLength),
            TriedUrls = [.. webhook.Request.Urls.Select(RejectionDiagnosis.WithoutQuery)],
            TriedVariants = webhook.Request.Urls.Count * VariantsOfEach,
            TriedKeys = own is null ? [] : [.. TriedKeys(own, now)],
            Diagnosis = diagnosis,
            CreatedAt = now,
        });
        await context.SaveChangesAsync(cancellationToken);
        await TrimAsync(context, owner?.Id.Value, cancellationToken);
    }

    private DoctorMatch? Match(RejectedWebhook webhook, IReadOnlyList<Integration> related, Integration? own)
    {
        var doctor = doctors.FirstOrDefault(candidate => candidate.Kind == webhook.Channel);
        if (doctor is null || webhook.Request.Urls.Count == 0)
        {
            return null;
        }

        var addresses = own is not null && address.CurrentValue.AsConfigured is { } origin
            ? setups.FirstOrDefault(setup => setup.Kind == webhook.Channel)?.AddressesFor(own.ChatbotId, origin)
            : null;
        var urls = UrlHypotheses.For(webhook.Request, address.CurrentValue.AsConfigured, addresses);
        return doctor.Match(webhook.Request, urls, [.. Keys(related, own)]);
    }

    /// <summary>The integration itself first, then those of its workspace; without one, those of the account that is claimed.</summary>
    private static async Task<IReadOnlyList<Integration>> FindRelatedAsync(
        PlatformDbContext context, RejectedWebhook webhook, CancellationToken cancellationToken)
    {
        var all = context.Integrations.IgnoreQueryFilters().AsNoTracking().Where(i => i.Channel == webhook.Channel && i.DeletedAt == null);
        if (webhook.Integration is { } integration)
        {
            return await all.Where(i => i.WorkspaceId == integration.WorkspaceId)
                .OrderByDescending(i => i.Id == integration.Id)
                .ThenByDescending(i => i.Id)
                .Take(MostIntegrations)
                .ToListAsync(cancellationToken);
        }

        return webhook.Address is { AccountId: { Length: > 0 } account }
            ? await all.Where(i => i.AccountId == account).OrderByDescending(i => i.Id).Take(MostIntegrations).ToListAsync(cancellationToken)
            : [];
    }

    private IEnumerable<DoctorKey> Keys(IReadOnlyList<Integration> related, Integration? own)
    {
        if (own is not null)
        {
            yield return Key(DoctorKeyKind.Current, own, secrets.Open(own, own.Secrets));
            foreach (var retired in own.RetiredSecrets)
            {
                yield return Key(
                    retired.AcceptedUntil > clock.GetUtcNow() ? DoctorKeyKind.Previous : DoctorKeyKind.Expired,
                    own,
                    secrets.Open(own, [retired.Secret]));
            }
        }

        foreach (var other in related.Where(integration => integration != own))
        {
            yield return Key(DoctorKeyKind.OtherIntegration, other, secrets.Open(other, other.Secrets));
        }
    }

    private static DoctorKey Key(DoctorKeyKind kind, Integration integration, IReadOnlyDictionary<string, string> opened) =>
        new(kind, integration.Id, IntegrationSecrets.Make(integration, opened));

    private static IEnumerable<string> TriedKeys(Integration own, DateTimeOffset now)
    {
        yield return "current";
        if (own.RetiredSecrets.Any(retired => retired.AcceptedUntil > now))
        {
            yield return "previous";
        }
    }

    private static async Task TrimAsync(PlatformDbContext context, Guid? integration, CancellationToken cancellationToken)
    {
        var kept = integration is null ? 4 * WebhookRejection.KeptOfEach : WebhookRejection.KeptOfEach;
        await context.Database.ExecuteSqlAsync(
            $"""
            DELETE FROM channels.webhook_rejections
            WHERE integration_id IS NOT DISTINCT FROM {integration} AND id < (
                SELECT id FROM channels.webhook_rejections
                WHERE integration_id IS NOT DISTINCT FROM {integration} ORDER BY id DESC OFFSET {kept - 1} LIMIT 1)
            """,
            cancellationToken);
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "A rejected webhook ({Reason}) could not be examined.")]
    private partial void LogNotExamined(Exception exception, string reason);
}
