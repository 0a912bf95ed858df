using SmsPlatform.Domain;

namespace SmsPlatform.Application.Accounts;

/// <summary>Ends one session, with all its tickets. Who holds a ticket of the session may end it.</summary>
public sealed record SignOut(Guid SessionId) : ICommand<Done>, IAnonymousRequest;
