namespace SmsPlatform.Domain.Knowledge;

/// <summary>What is known of how questions are put in English.</summary>
internal static class EnglishQuestions
{
    // They make a sentence a question, or a polite one, and are about nothing.
    private static readonly HashSet<string> Fillers =
    [
        "what", "what's", "whats", "which", "who", "who's", "whos", "whom", "whose", "when", "when's", "where", "where's", "why", "how", "how's",
        "a", "an", "the", "this", "that", "these", "those", "there", "here", "it", "its", "it's", "i", "i'm", "im", "i'd", "i've", "me", "my", "we",
        "we're", "us", "our", "ours", "you", "you're", "ur", "u", "your", "yours", "he", "him", "his", "she", "her", "hers", "they", "them", "their",
        "is", "are", "was", "were", "be", "been", "being", "am", "isn't", "aren't", "do", "does", "did", "done", "doing", "don't", "doesn't", "didn't", "have", "has",
        "had", "having", "will", "would", "shall", "should", "can", "could", "can't", "cannot", "may", "might", "must", "ought", "won't",
        "of", "in", "on", "at", "to", "for", "from", "by", "with", "about", "as", "into", "onto", "upon", "if", "than", "then", "so", "too", "very",
        "and", "or", "but", "not", "no", "nor", "any", "some", "all", "also", "just", "only", "ever", "even", "still", "yet", "please", "pls", "plz",
        "thanks", "thank", "hi", "hello", "hey", "dear", "ok", "okay", "yes", "well", "tell", "know", "say", "says", "said", "let", "explain",
        "describe", "wonder", "wondering", "question", "ask", "asking", "want", "wanna", "like", "need", "info", "information", "according",
        "exactly", "actually", "anyone", "anything", "someone", "something", "one", "ones", "many", "much", "kind", "sort", "type", "does", "during",
        "under", "over", "per", "between", "out", "up", "down", "off", "after", "before", "while", "because", "each", "other", "own", "same", "such",
    ];

    // They say little by themselves: a passage without them may well be the answer.
    private static readonly HashSet<string> Weak =
    [
        "get", "gets", "got", "give", "given", "gives", "make", "makes", "made", "take", "takes", "took", "taken", "use", "used", "uses", "go", "goes", "went", "come",
        "comes", "came", "happen", "happens", "happened", "become", "becomes", "became", "find", "found", "work", "works", "thing", "things", "people", "way", "ways", "time",
        "times", "named", "called", "mean", "means", "main", "possible", "allowed", "allow", "able", "right", "new", "put", "keep", "minimum", "maximum", "least", "most",
        "see", "look", "try", "help", "part", "long", "old", "often", "far", "big", "large", "tall", "high", "fast", "soon", "necessary", "needed", "required",
    ];

    private static readonly Dictionary<string, AnswerKind> Measures = new()
    {
        ["many"] = AnswerKind.Count,
        ["much"] = AnswerKind.Number,
        ["old"] = AnswerKind.Number,
        ["tall"] = AnswerKind.Number,
        ["high"] = AnswerKind.Number,
        ["big"] = AnswerKind.Number,
        ["large"] = AnswerKind.Number,
        ["far"] = AnswerKind.Number,
        ["fast"] = AnswerKind.Number,
        ["heavy"] = AnswerKind.Number,
        ["deep"] = AnswerKind.Number,
        ["wide"] = AnswerKind.Number,
        ["long"] = AnswerKind.Time,
        ["often"] = AnswerKind.Time,
        ["soon"] = AnswerKind.Time,
        ["late"] = AnswerKind.Time,
        ["early"] = AnswerKind.Time,
    };

    // What has a measure is asked for by an adjective and told by a noun.
    private static readonly Dictionary<string, string> Measured = new()
    {
        ["old"] = "age",
    };

    private static readonly HashSet<string> Amounts = ["share", "percentage", "proportion", "fraction", "majority", "amount"];

    private static readonly HashSet<string> Units =
    [
        "years", "months", "weeks", "days", "hours", "minutes", "dollars", "euros", "pounds", "cents", "miles", "feet", "inches", "meters", "metres",
        "kilometers", "kilometres", "kilos", "kilograms", "litres", "liters", "percent", "degrees",
    ];

    private static readonly HashSet<string> Dates = ["date", "day", "year", "month"];

    // After "when": at what time, where "when may" asks for a condition as well.
    private static readonly HashSet<string> BeforeTimes = ["is", "are", "was", "were", "do", "does", "did", "will", "has", "have", "had"];

    // Of what a question and the answer to it are told in different words, again and again.
    private static readonly Dictionary<string, string[]> Synonyms = Groups(
        "price prices cost costs fee fees charge charges rate rates",
        "pay pays paid payment payments salary salaries compensation wage wages",
        "buy buys bought purchase purchases purchased order orders ordered",
        "refund refunds refunded reimburse reimbursed reimbursement",
        "return returns returned exchange",
        "cancel cancels cancelled canceled cancellation cancellations",
        "ship ships shipped shipping deliver delivers delivered delivery deliveries dispatch",
        "open opens opened opening hours",
        "close closes closed closing",
        "phone telephone mobile",
        "name names named called",
        "mail email e-mail",
        "address location located place",
        "begin begins began begun beginning start starts started starting commence originate originates",
        "end ends ended ending finish finishes finished expire expires",
        "choose chooses chose chosen choosing choice elect elects elected election elections select selected",
        "kill kills killed killing murder",
        "die dies died dead death deaths",
        "child children kid kids",
        "age aged old years",
        "agree agrees agreed consent consents concur concurs approve approves approved approval",
        "win wins won winning winner victory",
        "lose loses lost losing loss",
        "save saves saved saving rescue rescued",
        "thirsty thirst",
        "king kings prince ruler",
        "car cars vehicle vehicles automobile",
        "doctor doctors physician physicians",
        "ill sick illness sickness disease diseases",
        "allow allows allowed permit permits permitted permission",
        "forbid forbids forbidden prohibit prohibits prohibited prohibition ban banned",
        "need needs needed require requires required requirement requirements",
        "change changes changed amend amends amended amendment alter altered",
        "remove removes removed removal",
        "power powers authority",
        "law laws statute statutes legislation",
        "jail prison imprison imprisoned imprisonment",
        "free freedom liberty liberties",
        "war wars warfare",
        "gun guns weapon weapons arms firearm firearms",
        "house houses home homes residence",
        "job jobs office employment",
        "money moneys funds",
        "big large great",
        "small little tiny",
        "fast quick quickly rapid rapidly speedy speed",
        "repair repairs repaired fix fixed fixes",
        "parking park car",
        "pet pets dog dogs cat cats animal animals",
        "wifi wi-fi internet",
        "breakfast breakfasts meal meals",
        "discount discounts coupon coupons",
        "guarantee guarantees guaranteed warranty warranties",
        "appointment appointments booking bookings book reservation reservations reserve");

    public static bool IsFiller(string word) => Fillers.Contains(word);

    public static bool IsWeak(string word) => Weak.Contains(word);

    public static IReadOnlyList<string> SynonymsOf(string word) => Synonyms.GetValueOrDefault(word, []);

    /// <summary>What a question's words ask for.</summary>
    public static QuestionOpening Opening(IReadOnlyList<string> words)
    {
        for (var i = 0; i + 1 < words.Count; i++)
        {
            var (word, next) = (words[i], words[i + 1]);
            if (word == "how" && Measures.TryGetValue(next, out var measure))
            {
                return new QuestionOpening(measure, i, 2, Measured.GetValueOrDefault(next), measure == AnswerKind.Count ? CountedAfter(words, i + 2) : null);
            }

            if (word is "what" or "which" && (next == "time" || Dates.Contains(next)))
            {
                return new QuestionOpening(next == "time" ? AnswerKind.Time : AnswerKind.Date, i, 2);
            }

            if (word is "what" or "which" && Amounts.Contains(next))
            {
                return new QuestionOpening(AnswerKind.Number, i, 2);
            }

            if (word is "what" or "which" && next is "kind" or "sort" or "type" && i + 2 < words.Count && words[i + 2] == "of")
            {
                return new QuestionOpening(AnswerKind.Kind, i, 3, Counted: CountedAfter(words, i + 3));
            }

            if (word == "where")
            {
                return new QuestionOpening(AnswerKind.Place, i, 1);
            }

            if (word == "when" && BeforeTimes.Contains(next) && (i == 0 || IsFiller(words[i - 1])))
            {
                return new QuestionOpening(AnswerKind.Time, i, 1);
            }
        }

        return words.Count > 2 && words[^2] == "in" && Units.Contains(words[^1])
            ? new QuestionOpening(AnswerKind.Number, words.Count - 2, 2)
            : QuestionOpening.None;
    }

    /// <summary>Where the word stands that the answer is to give: "what is the NAME of…". Whatever is said of the rest, without it nothing is answered.</summary>
    public static int? AskedFor(IReadOnlyList<string> words)
    {
        for (var i = 0; i + 3 < words.Count; i++)
        {
            if (words[i] is "what" or "which" && words[i + 1] is "is" or "are" or "was" or "were" && words[i + 2] == "the")
            {
                var of = i + 3;
                while (of < words.Count && !IsFiller(words[of]))
                {
                    of++;
                }

                return of < words.Count && words[of] == "of" && of > i + 3 ? of - 1 : null;
            }
        }

        return null;
    }

    // The last word before the next filler: "how many of the electoral VOTES does…".
    private static string? CountedAfter(IReadOnlyList<string> words, int first)
    {
        while (first < words.Count && IsFiller(words[first]))
        {
            first++;
        }

        var last = first;
        while (last + 1 < words.Count && !IsFiller(words[last + 1]) && !Weak.Contains(words[last + 1]))
        {
            last++;
        }

        return last < words.Count ? words[last] : null;
    }

    private static Dictionary<string, string[]> Groups(params string[] groups)
    {
        var synonyms = new Dictionary<string, string[]>();
        foreach (var words in groups.Select(group => group.Split(' ')))
        {
            foreach (var word in words)
            {
                synonyms[word] = [.. synonyms.GetValueOrDefault(word, []).Concat(words).Where(other => other != word).Distinct()];
            }
        }

        return synonyms;
    }
}

/// <summary>What a question asks for, and by which of its words.</summary>
/// <param name="First">Where these words begin; they are about nothing else.</param>
/// <param name="Length">How many they are.</param>
/// <param name="Measured">What is measured, where that is told by another word: old, age.</param>
/// <param name="Counted">What is counted, or what a kind is asked of, in the question's own word.</param>
internal sealed record QuestionOpening(AnswerKind Wants, int First, int Length, string? Measured = null, string? Counted = null)
{
    public static QuestionOpening None { get; } = new(AnswerKind.Any, 0, 0);

    public bool Holds(int place) => place >= First && place < First + Length;
}
