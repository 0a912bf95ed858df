using Microsoft.EntityFrameworkCore;
using SmsPlatform.Application;
using SmsPlatform.Application.Chatbots;
using SmsPlatform.Domain;
using SmsPlatform.Domain.Chatbots;
using SmsPlatform.Infrastructure.Database;

namespace SmsPlatform.Infrastructure.Chatbots;

/// <summary>Removes a module's data that belongs to a chatbot and that no foreign key takes along. Called inside the transaction, before the chatbot goes.</summary>
internal interface IGoesWithChatbot
{
    Task DeleteAsync(PlatformDbContext db, ChatbotId id, CancellationToken cancellationToken);
}

internal sealed class DeleteChatbotHandler(PlatformDbContext db, IEnumerable<IGoesWithChatbot> belongings) : ICommandHandler<DeleteChatbot, Done>
{
    public async Task<Result<Done>> Handle(DeleteChatbot command, CancellationToken cancellationToken)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        var name = await db.Chatbots.Where(chatbot => chatbot.Id == command.Id).Select(chatbot => chatbot.Name).FirstOrDefaultAsync(cancellationToken);
        if (name is null)
        {
            return ChatbotsErrors.NotFound;
        }

        if (name != command.Name)
        {
            return ChatbotsErrors.NameMismatch;
        }

        foreach (var belonging in belongings)
        {
            await belonging.DeleteAsync(db, command.Id, cancellationToken);
        }

        await db.Chatbots.Where(chatbot => chatbot.Id == command.Id).ExecuteDeleteAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return Done.Value;
    }
}
