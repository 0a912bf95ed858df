using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using SmsPlatform.Application;
using SmsPlatform.Application.Channels;
using SmsPlatform.Domain;
using SmsPlatform.Domain.Channels;
using SmsPlatform.Domain.Chatbots;
using SmsPlatform.Infrastructure.Database;
using Views = SmsPlatform.Application.Channels.Views;

namespace SmsPlatform.Infrastructure.Channels;

internal sealed class SaveIntegrationHandler(
    PlatformDbContext db,
    IntegrationDesk desk,
    IntegrationSecrets secrets,
    ISecretVault vault,
    IIntegrationDirectory directory,
    IOptions<ChannelsOptions> options,
    TimeProvider clock) : ICommandHandler<SaveIntegration, Views.Integration>
{
    private static readonly TimeSpan PatternTimeout = TimeSpan.FromMilliseconds(100);

    public async Task<Result<Views.Integration>> Handle(SaveIntegration command, CancellationToken cancellationToken)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);

        // The chatbot's lock parts two who connect it to the same channel at once.
        var chatbot = await db.Chatbots
            .FromSql($"SELECT * FROM chatbots.chatbots WHERE id = {command.ChatbotId.Value} AND workspace_id = {db.WorkspaceId.Value} FOR NO KEY UPDATE")
            .AsNoTracking()
            .FirstOrDefaultAsync(cancellationToken);
        if (chatbot is null)
        {
            return ChatbotsErrors.NotFound;
        }

        if (desk.SetupOf(command.Channel) is not { } setup)
        {
            return ChannelsErrors.ChannelUnknown;
        }

        if (FirstWrong(command, setup) is { } wrong)
        {
            return wrong;
        }

        var integration = await LockAsync(command, cancellationToken);
        var isNew = integration is null or { DeletedAt: not null };
        if (integration is null)
        {
            integration = Integration.Connect(chatbot.WorkspaceId, chatbot.Id, command.Channel, clock.GetUtcNow());
            db.Add(integration);
        }

        var changed = Apply(command, setup, integration);
        if (changed.IsFailure)
        {
            return changed.Error;
        }

        if (await IsTakenAsync(integration, cancellationToken))
        {
            return ChannelsErrors.AddressTaken;
        }

        if (isNew || changed.Value)
        {
            desk.Log(integration, isNew ? IntegrationEvent.Created : IntegrationEvent.Changed);
        }

        Switch(command.Enable, integration);
        await db.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        directory.Invalidate();
        return desk.Show(integration, isSpiking: false);
    }

    private Task<Integration?> LockAsync(SaveIntegration command, CancellationToken cancellationToken)
    {
        var channel = EnumText<Channel>.Text(command.Channel);
        return db.Integrations
            .FromSql($"SELECT * FROM channels.integrations WHERE chatbot_id = {command.ChatbotId.Value} AND channel = {channel} FOR UPDATE")
            .FirstOrDefaultAsync(cancellationToken);
    }

    private static Error? FirstWrong(SaveIntegration command, IChannelSetup setup)
    {
        foreach (var (name, value) in command.Fields)
        {
            if (setup.Fields.FirstOrDefault(field => field.Name == name) is not { } field)
            {
                return ChannelsErrors.FieldUnknown(name);
            }

            var text = value.Trim();
            var isSound = text.Length <= Integration.MaxSettingLength
                && !text.Any(char.IsControl)
                && (text.Length == 0 || field.Pattern is null || Regex.IsMatch(text, field.Pattern, RegexOptions.CultureInvariant, PatternTimeout));
            if (!isSound)
            {
                return ChannelsErrors.FieldInvalid(name, field.Label, field.Example);
            }
        }

        return null;
    }

    /// <summary>Takes over the fields that were given.</summary>
    /// <returns>Whether anything is other than before.</returns>
    private Result<bool> Apply(SaveIntegration command, IChannelSetup setup, Integration integration)
    {
        var values = setup.Fields.Where(field => !field.IsSecret).ToDictionary(
            field => field, field => command.Fields.TryGetValue(field.Name, out var given) ? given.Trim() : IntegrationDesk.ValueOf(integration, field));
        var known = secrets.Open(integration, integration.Secrets);
        var wanted = setup.Fields.Where(field => field.IsSecret).ToDictionary(
            field => field.Name, field => command.Fields.TryGetValue(field.Name, out var given) ? given.Trim() : known.GetValueOrDefault(field.Name, ""));

        foreach (var field in setup.Fields.Where(field => field.IsRequired))
        {
            if ((field.IsSecret ? wanted[field.Name] : values[field]).Length == 0)
            {
                return ChannelsErrors.FieldMissing(field.Name, field.Label);
            }
        }

        var accountId = Of(CredentialKind.Account);
        var settings = values.Where(pair => pair.Key.Kind == CredentialKind.Setting && pair.Value.Length > 0)
            .ToDictionary(pair => pair.Key.Name, pair => pair.Value);
        var connection = new ChannelConnection(
            integration.Id, accountId, Of(CredentialKind.Address), Of(CredentialKind.Service), wanted, new Dictionary<string, string>())
        {
            Settings = settings,
        };
        if (setup.Check(connection) is { } error)
        {
            return error;
        }

        var replaced = integration.Secrets.Where(secret => wanted.GetValueOrDefault(secret.Field) != known.GetValueOrDefault(secret.Field)).ToList();
        var isSame = integration.DeletedAt is null
            && replaced.Count == 0
            && wanted.Values.Count(value => value.Length > 0) == integration.Secrets.Count
            && setup.Fields.Where(field => !field.IsSecret).All(field => IntegrationDesk.ValueOf(integration, field) == values[field]);
        if (isSame)
        {
            return false;
        }

        Retire(integration, accountId, replaced);
        integration.Configure(connection.AccountId, connection.Address, connection.ServiceId, Seal(integration, wanted, known), clock.GetUtcNow());
        integration.Set(settings);
        return true;

        string Of(CredentialKind kind) => values.FirstOrDefault(pair => pair.Key.Kind == kind).Value ?? "";
    }

    private void Retire(Integration integration, string accountId, List<SealedSecret> replaced)
    {
        // Another account's secrets verify nothing here.
        if (integration.AccountId != accountId)
        {
            integration.ForgetRetired();
            return;
        }

        integration.Retire(replaced, clock.GetUtcNow() + options.Value.SecretGrace);
    }

    private List<SealedSecret> Seal(Integration integration, Dictionary<string, string> wanted, Dictionary<string, string> known)
    {
        var result = new List<SealedSecret>();
        foreach (var (field, value) in wanted.Where(pair => pair.Value.Length > 0))
        {
            var former = integration.Secrets.FirstOrDefault(secret => secret.Field == field);
            result.Add(former is not null && known.GetValueOrDefault(field) == value
                ? former
                : vault.Seal(integration.WorkspaceId, integration.Id, field, value));
        }

        return result;
    }

    // Within the workspace only: whether another one has the address is no business of this one.
    private Task<bool> IsTakenAsync(Integration integration, CancellationToken cancellationToken) =>
        integration.Address.Length == 0
            ? Task.FromResult(false)
            : db.Integrations.AnyAsync(
                other => other.Id != integration.Id
                    && other.Channel == integration.Channel
                    && other.AccountId == integration.AccountId
                    && other.Address == integration.Address
                    && other.DeletedAt == null,
                cancellationToken);

    private void Switch(bool? enable, Integration integration)
    {
        if (enable is not { } wanted || wanted == integration.IsEnabled)
        {
            return;
        }

        if (wanted)
        {
            integration.Enable(clock.GetUtcNow());
        }
        else
        {
            integration.Disable(clock.GetUtcNow());
        }

        desk.Log(integration, wanted ? IntegrationEvent.Enabled : IntegrationEvent.Disabled);
    }
}
