using FluentValidation;
using SmsPlatform.Domain.Chatbots;

namespace SmsPlatform.Application.Knowledge;

/// <summary>Tries a question: what a chatbot would find for it, and what it would quote.</summary>
public sealed record SearchKnowledge(ChatbotId ChatbotId, string Question, int Limit = SearchKnowledge.DefaultLimit)
    : IQuery<KnowledgeFindings>, IChatbotRequest
{
    public const int DefaultLimit = 5;
    public const int MaxLimit = 20;

    ChatbotId? IChatbotRequest.Chatbot => ChatbotId;
}

/// <param name="Answer">What would be quoted when no language model is at hand; null when nothing would be.</param>
public sealed record KnowledgeFindings(Grounding Grounding, string? Answer, IReadOnlyList<RetrievedPassage> Passages);

internal sealed class SearchKnowledgeValidator : AbstractValidator<SearchKnowledge>
{
    public SearchKnowledgeValidator()
    {
        RuleFor(query => query.Question)
            .Must(question => !string.IsNullOrWhiteSpace(question)
                && question.Length <= Retrieval.MaxQuestionLength
                && !question.Contains('\0', StringComparison.Ordinal))
            .WithErrorCode("question.invalid")
            .WithMessage($"A question has 1 to {Retrieval.MaxQuestionLength} characters.");
        RuleFor(query => query.Limit)
            .Must(limit => limit is >= 1 and <= SearchKnowledge.MaxLimit)
            .WithErrorCode("limit.invalid")
            .WithMessage($"From 1 to {SearchKnowledge.MaxLimit} passages.");
    }
}
