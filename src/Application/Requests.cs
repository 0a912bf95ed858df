using MediatR;
using SmsPlatform.Domain;
using SmsPlatform.Domain.Chatbots;

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

/// <summary>A request that touches one chatbot and what belongs to it. An API key for one chatbot may send no other requests.</summary>
public interface IChatbotRequest
{
    /// <summary>Null for what belongs to no chatbot in particular, which is no key's for one chatbot.</summary>
    ChatbotId? Chatbot { get; }
}

/// <summary>Marks a request whose handler limits itself to <c>ICaller.OnlyChatbot</c>.</summary>
public interface INarrowsToChatbot;

public interface ICommandHandler<in TCommand, T> : IRequestHandler<TCommand, Result<T>>
    where TCommand : ICommand<T>;

public interface IQueryHandler<in TQuery, T> : IRequestHandler<TQuery, Result<T>>
    where TQuery : IQuery<T>;
