using MediatR;
using SmsPlatform.Domain;

namespace SmsPlatform.Application;

/// <summary>What every request of this application answers with: a <see cref="Result{T}"/>.</summary>
public interface IPlatformRequest;

/// <summary>A request that changes something.</summary>
public interface ICommand<T> : IRequest<Result<T>>, IPlatformRequest;

/// <summary>A request that only reads.</summary>
public interface IQuery<T> : IRequest<Result<T>>, IPlatformRequest;

/// <summary>Marks a request that the platform itself sends (webhooks after verification, workers, start-up); it has no caller to check.</summary>
public interface ISystemRequest;

/// <summary>Marks a request that anyone may send, such as signing in.</summary>
public interface IAnonymousRequest;

public interface ICommandHandler<in TCommand, T> : IRequestHandler<TCommand, Result<T>>
    where TCommand : ICommand<T>;

public interface IQueryHandler<in TQuery, T> : IRequestHandler<TQuery, Result<T>>
    where TQuery : IQuery<T>;
