using System.Text.Json;
using FluentValidation;
using MediatR;
using SmsPlatform.Domain;

namespace SmsPlatform.Application;

/// <summary>Runs the validators of a request and answers all their findings as one error.</summary>
internal sealed class Validation<TRequest, TResult>(IEnumerable<IValidator<TRequest>> validators) : IPipelineBehavior<TRequest, TResult>
    where TRequest : IPlatformRequest
    where TResult : IResult<TResult>
{
    public Task<TResult> Handle(TRequest request, CancellationToken cancellationToken, RequestHandlerDelegate<TResult> next)
    {
        List<Error>? errors = null;
        foreach (var validator in validators)
        {
            foreach (var failure in validator.Validate(request).Errors)
            {
                (errors ??= []).Add(Error.Validation(
                    failure.ErrorCode,
                    failure.ErrorMessage,
                    JsonNamingPolicy.CamelCase.ConvertName(failure.PropertyName)));
            }
        }

        return errors switch
        {
            null => next(),
            [var single] => Task.FromResult(TResult.Failure(single)),
            _ => Task.FromResult(TResult.Failure(
                Error.Validation("validation.failed", "Several fields are not valid.") with { Details = errors })),
        };
    }
}
