using SmsPlatform.Application.Ai;
using SmsPlatform.Domain.Accounts;
using SmsPlatform.Domain.Chatbots;
using SmsPlatform.Domain.Knowledge;

namespace SmsPlatform.UnitTests.Ai;

internal static class Tasks
{
    public static ModelTask About(string instructions, string passage, string question) => new(
        new WorkspaceId(Guid.NewGuid()),
        new ChatbotId(Guid.NewGuid()),
        instructions,
        "",
        0.3,
        "en",
        [new ModelPassage(new PassageId(Guid.NewGuid()), "Title", passage)],
        [],
        [question],
        [],
        new AnswerLimits(300, null, true, _ => true));
}
