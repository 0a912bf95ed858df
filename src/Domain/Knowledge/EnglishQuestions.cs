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
        "times", "name", "named", "called", "mean", "means", "main", "possible", "allowed", "allow", "able", "right", "first", "last", "new", "put", "keep",
        "see", "look", "try", "help", "part", "long", "old", "often", "far", "big", "large", "tall", "high", "fast", "soon", "necessary", "needed", "required",
    ];

    private static readonly Dictionary<string, AnswerKind> Measures = new()
    {
        ["many"] = AnswerKind.Number,
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
        "phone telephone call number",
        "mail email e-mail",
        "address location located place",
        "begin begins began begun beginning start starts started starting commence",
        "end ends ended ending finish finishes finished expire expires",
        "choose chooses chose chosen choosing choice elect elects elected election elections select selected appoint appoints appointed appointment",
        "kill kills killed killing murder",
        "die dies died dead death deaths",
        "child children kid kids",
        "age aged old years",
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

    /// <summary>What a question's words ask for, and which of them are said by asking for it.</summary>
    public static (AnswerKind Wants, IReadOnlySet<int> Skipped) Opening(List<string> words)
    {
        for (var i = 0; i + 1 < words.Count; i++)
        {
            if (words[i] == "how" && Measures.TryGetValue(words[i + 1], out var measure))
            {
                return (measure, new HashSet<int> { i, i + 1 });
            }

            if (words[i] is "what" or "which" && words[i + 1] is "time" or "date" or "day" or "year" or "month")
            {
                return (AnswerKind.Time, new HashSet<int> { i, i + 1 });
            }
        }

        return (words.Contains("when") ? AnswerKind.Time : AnswerKind.Any, new HashSet<int>());
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
