namespace SmsPlatform.Application.Accounts;

/// <summary>
/// Answers the token of a new link for <see cref="SetUpPlatform"/>, or <see cref="AccountsErrors.AlreadySetUp"/>.
/// Every node makes its own as it starts; the first to be used ends all of them.
/// </summary>
public sealed record MakeSetupLink : ICommand<string>, ISystemRequest;
