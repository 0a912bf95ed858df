using SmsPlatform.Domain;

namespace SmsPlatform.Application.Channels;

/// <summary>Makes or updates the SMS integration that the installation's own settings describe, in the first workspace.</summary>
/// <param name="PhoneNumber">In E.164.</param>
public sealed record ConnectDefaultIntegration(string AccountSid, string AuthToken, string PhoneNumber) : ICommand<Done>, ISystemRequest;
