namespace SmsPlatform.Domain.Chatbots;

/// <summary>The expected failures of chatbots.</summary>
public static class ChatbotsErrors
{
    public static readonly Error NotFound = Error.NotFound("chatbot.not_found", "There is no such chatbot.");

    public static readonly Error NameMismatch = Error.Validation(
        "chatbot.name_mismatch", "Deleting a chatbot deletes its conversations. Confirm it by the chatbot's exact name.", "name");
}
