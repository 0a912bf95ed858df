using FluentValidation;
using MediatR;
using Microsoft.Extensions.DependencyInjection;
using NSubstitute;
using SmsPlatform.Application;
using SmsPlatform.Application.Accounts;
using SmsPlatform.Domain;
using SmsPlatform.Domain.Accounts;
using SmsPlatform.Domain.Chatbots;

namespace SmsPlatform.UnitTests.Accounts;

public sealed class PipelineTests
{
    private readonly ICaller _caller = Substitute.For<ICaller>();

    [Fact]
    public async Task Send_WhenNobodyIsSignedIn_IsRefusedBeforeValidation()
    {
        var result = await SendAsync(new RenameTeam(""));

        Assert.Equal(AccountsErrors.NotSignedIn, result.Error);
    }

    [Fact]
    public async Task Send_WhenRoleIsTooLow_IsRefused()
    {
        SignIn(WorkspaceRole.Agent);

        var result = await SendAsync(new RenameTeam("Support"));

        Assert.Equal(AccountsErrors.NotAllowed, result.Error);
    }

    [Fact]
    public async Task Send_WhenUserBelongsToNoWorkspace_IsRefused()
    {
        _caller.UserId.Returns(UserId.New(TimeProvider.System.GetUtcNow()));

        var result = await SendAsync(new ReadTeam());

        Assert.Equal(AccountsErrors.NotAllowed, result.Error);
    }

    [Fact]
    public async Task Send_WhenRequestIsForAdmins_RefusesAnOwner()
    {
        SignIn(WorkspaceRole.Owner);

        var asOwner = await SendAsync(new StopTheWorld());
        _caller.IsAdmin.Returns(true);
        var asAdmin = await SendAsync(new StopTheWorld());

        Assert.Equal(AccountsErrors.NotAllowed, asOwner.Error);
        Assert.True(asAdmin.IsSuccess);
    }

    [Fact]
    public async Task Send_WhenInputIsInvalid_NamesTheFieldAndDoesNotReachTheHandler()
    {
        SignIn(WorkspaceRole.Owner);

        var result = await SendAsync(new RenameTeam(""));

        Assert.Equal(ErrorKind.Validation, result.Error.Kind);
        Assert.Equal("name", result.Error.Field);
    }

    [Fact]
    public async Task Send_WhenAllowedAndValid_ReachesTheHandler()
    {
        SignIn(WorkspaceRole.Owner);

        var result = await SendAsync(new RenameTeam("Support"));

        Assert.Equal("Support", result.Value);
    }

    [Fact]
    public async Task Send_WhenRequestIsNotOfThePlatform_SkipsThePipeline()
    {
        using var provider = Provider();
        using var scope = provider.CreateScope();

        var answer = await scope.ServiceProvider.GetRequiredService<IMediator>().Send(new Ping());

        Assert.Equal(42, answer);
    }

    [Theory]
    [InlineData(ApiKeyScopes.Read, true, false, false)]
    [InlineData(ApiKeyScopes.Send, false, true, false)]
    [InlineData(ApiKeyScopes.Manage, false, false, true)]
    [InlineData(ApiKeyScopes.None, false, false, false)]
    public async Task Send_WithAnApiKey_NeedsItsScope(ApiKeyScopes scopes, bool reads, bool sends, bool manages)
    {
        UseKey(scopes);

        Assert.Equal(reads, (await SendAsync(new ReadTeam())).IsSuccess);
        Assert.Equal(sends, (await SendAsync(new WriteToTeam(null))).IsSuccess);
        Assert.Equal(manages, (await SendAsync(new RenameTeam("Support"))).IsSuccess);
    }

    [Fact]
    public async Task Send_WithAnApiKey_NeverReachesAccountsOrAdmin()
    {
        UseKey(ApiKeyScopes.Read | ApiKeyScopes.Send | ApiKeyScopes.Manage);

        Assert.Equal(AccountsErrors.NotForKeys, (await SendAsync(new StopTheWorld())).Error);
        Assert.Equal(AccountsErrors.NotForKeys, (await SendAsync(new ReadSelf())).Error);
        Assert.All(
            typeof(ICaller).Assembly.GetTypes().Where(type => type.IsAssignableTo(typeof(IPlatformRequest)) && type.Namespace == typeof(ICaller).Namespace),
            type => Assert.True(RequestRules.Of(type).IsForPeople || RequestRules.Of(type).IsOpen, type.Name));
    }

    [Fact]
    public async Task Send_WithAKeyOfOneChatbot_ReachesThatOneOnly()
    {
        var own = ChatbotId.New(TimeProvider.System.GetUtcNow());
        UseKey(ApiKeyScopes.Read | ApiKeyScopes.Send | ApiKeyScopes.Manage);
        _caller.OnlyChatbot.Returns(own.Value);

        Assert.True((await SendAsync(new WriteToTeam(own))).IsSuccess);
        Assert.Equal(AccountsErrors.OtherChatbot, (await SendAsync(new WriteToTeam(ChatbotId.From(Guid.NewGuid())))).Error);
        Assert.Equal(AccountsErrors.OtherChatbot, (await SendAsync(new WriteToTeam(null))).Error);
        Assert.Equal(AccountsErrors.OtherChatbot, (await SendAsync(new ReadTeam())).Error);
    }

    [Fact]
    public async Task Send_WhenASecondFactorIsMissing_LetsNothingPassButItsSetUp()
    {
        SignIn(WorkspaceRole.Owner);
        _caller.NeedsSecondFactor.Returns(true);

        Assert.Equal(AccountsErrors.TwoFactorSetupRequired, (await SendAsync(new ReadTeam())).Error);
        Assert.Equal(AccountsErrors.TwoFactorSetupRequired, (await SendAsync(new ReadSelf())).Error);
        Assert.All(
            [typeof(GetTwoFactor), typeof(BeginTwoFactor), typeof(ConfirmTwoFactor)],
            type => Assert.True(RequestRules.Of(type).IsBeforeSecondFactor));
    }

    [Fact]
    public async Task Send_OfWhatConcernsOneself_NeedsNoWorkspace()
    {
        _caller.UserId.Returns(UserId.New(TimeProvider.System.GetUtcNow()));

        Assert.True((await SendAsync(new ReadSelf())).IsSuccess);
    }

    private void UseKey(ApiKeyScopes scopes)
    {
        var now = TimeProvider.System.GetUtcNow();
        _caller.ApiKeyId.Returns(ApiKeyId.New(now));
        _caller.WorkspaceId.Returns(WorkspaceId.New(now));
        _caller.Role.Returns(scopes.HasFlag(ApiKeyScopes.Manage) ? WorkspaceRole.Owner : WorkspaceRole.Agent);
        _caller.Scopes.Returns(scopes);
    }

    private void SignIn(WorkspaceRole role)
    {
        var now = TimeProvider.System.GetUtcNow();
        _caller.UserId.Returns(UserId.New(now));
        _caller.WorkspaceId.Returns(WorkspaceId.New(now));
        _caller.Role.Returns(role);
    }

    private async Task<T> SendAsync<T>(IRequest<T> request)
    {
        using var provider = Provider();
        using var scope = provider.CreateScope();
        return await scope.ServiceProvider.GetRequiredService<IMediator>().Send(request);
    }

    private ServiceProvider Provider() => new ServiceCollection()
        .AddSingleton(_caller)
        .AddApplication()
        .AddHandlersOf(typeof(PipelineTests).Assembly)
        .BuildServiceProvider(new ServiceProviderOptions { ValidateScopes = true });

    [RequiresRole(WorkspaceRole.Owner)]
    private sealed record RenameTeam(string Name) : ICommand<string>;

    private sealed class RenameTeamValidator : AbstractValidator<RenameTeam>
    {
        public RenameTeamValidator() => RuleFor(command => command.Name).NotEmpty();
    }

    private sealed class RenameTeamHandler : ICommandHandler<RenameTeam, string>
    {
        public Task<Result<string>> Handle(RenameTeam command, CancellationToken cancellationToken) =>
            Task.FromResult<Result<string>>(command.Name);
    }

    private sealed record ReadTeam : IQuery<string>;

    private sealed class ReadTeamHandler : IQueryHandler<ReadTeam, string>
    {
        public Task<Result<string>> Handle(ReadTeam query, CancellationToken cancellationToken) =>
            Task.FromResult<Result<string>>("team");
    }

    [RequiresScope(ApiKeyScopes.Send)]
    private sealed record WriteToTeam(ChatbotId? Chatbot) : ICommand<Done>, IChatbotRequest;

    private sealed class WriteToTeamHandler : ICommandHandler<WriteToTeam, Done>
    {
        public Task<Result<Done>> Handle(WriteToTeam command, CancellationToken cancellationToken) =>
            Task.FromResult<Result<Done>>(Done.Value);
    }

    [RequiresPerson]
    private sealed record ReadSelf : IQuery<string>;

    private sealed class ReadSelfHandler : IQueryHandler<ReadSelf, string>
    {
        public Task<Result<string>> Handle(ReadSelf query, CancellationToken cancellationToken) =>
            Task.FromResult<Result<string>>("self");
    }

    [RequiresAdmin]
    private sealed record StopTheWorld : ICommand<Done>;

    private sealed class StopTheWorldHandler : ICommandHandler<StopTheWorld, Done>
    {
        public Task<Result<Done>> Handle(StopTheWorld command, CancellationToken cancellationToken) =>
            Task.FromResult<Result<Done>>(Done.Value);
    }

    private sealed record Ping : IRequest<int>;

    private sealed class PingHandler : IRequestHandler<Ping, int>
    {
        public Task<int> Handle(Ping request, CancellationToken cancellationToken) => Task.FromResult(42);
    }
}
