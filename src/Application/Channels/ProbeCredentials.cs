namespace SmsPlatform.Application.Channels;

/// <summary>Asks the providers of integrations that are due for it whether they still work. Answers how many were asked.</summary>
public sealed record ProbeCredentials : ICommand<int>, ISystemRequest;
