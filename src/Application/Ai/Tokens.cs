namespace SmsPlatform.Application.Ai;

/// <summary>How many tokens a text will be, near enough to keep within a bound: tokenizers differ by model.</summary>
public static class Tokens
{
    /// <summary>Of one picture: what models take for one of full size.</summary>
    public const int Picture = 1_100;

    /// <summary>Rather too many than too few: about three letters each in Latin script, one each in most others.</summary>
    public static int Estimate(string text)
    {
        var latin = 0;
        foreach (var letter in text)
        {
            if (letter < 0x250)
            {
                latin++;
            }
        }

        return (latin / 3) + (text.Length - latin) + 4;
    }
}
