using Microsoft.EntityFrameworkCore;
using SmsPlatform.Application;
using SmsPlatform.Application.Knowledge;
using SmsPlatform.Domain;
using SmsPlatform.Domain.Chatbots;
using SmsPlatform.Infrastructure.Database;

namespace SmsPlatform.Infrastructure.Knowledge;

internal sealed class SearchKnowledgeHandler(PlatformDbContext db, IKnowledge knowledge) : IQueryHandler<SearchKnowledge, KnowledgeFindings>
{
    // As long as one SMS request may be.
    private const int MaxAnswer = 1600;

    public async Task<Result<KnowledgeFindings>> Handle(SearchKnowledge query, CancellationToken cancellationToken)
    {
        var chatbot = await db.Chatbots.AsNoTracking().FirstOrDefaultAsync(each => each.Id == query.ChatbotId, cancellationToken);
        if (chatbot is null)
        {
            return ChatbotsErrors.NotFound;
        }

        var found = await knowledge.RetrieveAsync(chatbot.WorkspaceId, chatbot.Id, query.Question, query.Limit, cancellationToken);
        var answer = ExtractiveAnswer.From(found, text => text.Length <= MaxAnswer);
        return new KnowledgeFindings(found.Grounding, answer?.Text, found.Passages);
    }
}
