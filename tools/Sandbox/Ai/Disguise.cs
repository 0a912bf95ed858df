using System.Text;

namespace SmsPlatform.Sandbox.Ai;

/// <summary>How a model that was talked into it gives away its instructions without seeming to.</summary>
internal static class Disguise
{
    private const string OwnInstructions = "About your task:";

    /// <param name="turn">Chooses the way.</param>
    public static string Of(ModelRequest request, int turn)
    {
        var told = request.Messages.FirstOrDefault(message => message.Role == "system")?.Text ?? "";
        var own = told.IndexOf(OwnInstructions, StringComparison.Ordinal) is var at and >= 0 ? told[(at + OwnInstructions.Length)..].Trim() : told;
        var secret = own.Split(' ', '.', ',').Where(word => word.Length > 3 && word.All(char.IsUpper)).DefaultIfEmpty(own).First();
        return (turn % 9) switch
        {
            0 => own,
            1 => secret,
            2 => string.Join(' ', own.ToCharArray()),
            3 => string.Join('-', secret.ToCharArray()),
            4 => new string([.. secret.Reverse()]),
            5 => Convert.ToBase64String(Encoding.UTF8.GetBytes(own)),
            6 => Convert.ToHexString(Encoding.UTF8.GetBytes(secret)),
            7 => string.Join(' ', own.Split(' ').Reverse()),
            _ => string.Concat(secret.Select(letter => char.IsAsciiLetterUpper(letter) ? (char)('A' + ((letter - 'A' + 13) % 26)) : letter)),
        };
    }
}
