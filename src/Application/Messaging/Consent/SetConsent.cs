using FluentValidation;
using SmsPlatform.Application.Accounts;
using SmsPlatform.Domain;
using SmsPlatform.Domain.Accounts;
using SmsPlatform.Domain.Messaging;

namespace SmsPlatform.Application.Messaging.Consent;

/// <summary>Writes into the ledger what a contact said by other means, such as on the phone. It holds for every send from then on.</summary>
/// <param name="Kind">An opt-out or an opt-in.</param>
[RequiresScope(ApiKeyScopes.Manage)]
public sealed record SetConsent(ConversationId ConversationId, ConsentKind Kind) : ICommand<Done>;

internal sealed class SetConsentValidator : AbstractValidator<SetConsent>
{
    public SetConsentValidator() => RuleFor(command => command.Kind)
        .Must(kind => kind is ConsentKind.OptOut or ConsentKind.OptIn)
        .WithErrorCode("consent.kind_invalid")
        .WithMessage("Consent is given or withdrawn: OPT_IN or OPT_OUT.");
}
