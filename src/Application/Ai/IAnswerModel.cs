using SmsPlatform.Domain;
using SmsPlatform.Domain.Accounts;
using SmsPlatform.Domain.Chatbots;
using SmsPlatform.Domain.Knowledge;

namespace SmsPlatform.Application.Ai;

/// <summary>Has a language model answer from passages, and lets nothing else through.</summary>
public interface IAnswerModel
{
    /// <summary>False: there is no model to ask, and answers come from rules and the knowledge base alone.</summary>
    /// <param name="model">The chatbot's own; empty for the installation's.</param>
    bool IsConfigured(string model);

    /// <returns>
    /// The answer, or that there is none in the passages. Failures: <see cref="AiErrors.Unavailable"/> when trying again later may help,
    /// <see cref="AiErrors.OverBudget"/> when the chatbot has spent what it may in a day, in money or in tokens.
    /// </returns>
    Task<Result<ModelAnswer>> AnswerAsync(ModelTask task, CancellationToken cancellationToken);
}

/// <summary>One turn for a model: what it is told, what it may rest on, and what was said.</summary>
/// <param name="Instructions">The chatbot's own; never shown to anybody.</param>
/// <param name="Model">Empty for the installation's own.</param>
/// <param name="Language">A BCP 47 tag.</param>
/// <param name="Passages">Best first; all it may rest on.</param>
/// <param name="History">What was said before, oldest first; as much of it as fits is used.</param>
/// <param name="Messages">What is to be answered: a contact's burst of messages, oldest first.</param>
/// <param name="Pictures">Attached to the burst, where the chatbot lets its model see.</param>
public sealed record ModelTask(
    WorkspaceId WorkspaceId,
    ChatbotId ChatbotId,
    string Instructions,
    string Model,
    double Temperature,
    string Language,
    IReadOnlyList<ModelPassage> Passages,
    IReadOnlyList<ModelTurn> History,
    IReadOnlyList<string> Messages,
    IReadOnlyList<ModelPicture> Pictures,
    AnswerLimits Limits);

public sealed record ModelPassage(PassageId Id, string Title, string Text);

/// <param name="IsContact">Else the chatbot said it, or a person in its place.</param>
public readonly record struct ModelTurn(bool IsContact, string Text);

public sealed record ModelPicture(ReadOnlyMemory<byte> Bytes, string ContentType);

/// <param name="MaxTokens">Of one answer of the model.</param>
/// <param name="DailyCost">What the chatbot may spend in a day (UTC), in the currency of the configured prices; null for no cap.</param>
/// <param name="IsPlainText">No markup of any kind, as on SMS.</param>
/// <param name="Fits">Whether a text may be sent as one answer, such as its segments being within the chatbot's budget.</param>
public sealed record AnswerLimits(int MaxTokens, decimal? DailyCost, bool IsPlainText, Func<string, bool> Fits)
{
    /// <summary>How many tokens the chatbot may take in a day (UTC), asked and answered; null for no cap.</summary>
    public long? DailyTokens { get; init; }
}

/// <summary>What a model made of a task.</summary>
/// <param name="Text">Null when the passages do not hold the answer, or what the model wrote was not let through.</param>
/// <param name="Sources">The passages that the answer rests on; at least one when there is a text.</param>
/// <param name="Withheld">Why a text was not let through; null when it was, or when there was none.</param>
/// <param name="Cost">By the configured prices.</param>
public sealed record ModelAnswer(
    string? Text,
    IReadOnlyList<PassageId> Sources,
    WithheldReason? Withheld,
    string Model,
    int InputTokens,
    int OutputTokens,
    decimal Cost,
    TimeSpan Duration);

/// <summary>Why an answer was not let through.</summary>
public enum WithheldReason
{
    /// <summary>It was not in the form that was asked for.</summary>
    Malformed,

    /// <summary>It named no passage, or none of those it was given.</summary>
    NoSource,

    /// <summary>It says what its passages do not.</summary>
    Unsupported,

    /// <summary>It repeats what the model was told about its task.</summary>
    TellsInstructions,

    /// <summary>It holds what looks like a key, a token or a password.</summary>
    LooksSecret,

    /// <summary>It is too long, asked again and cut.</summary>
    TooLong,
}
