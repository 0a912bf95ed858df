using System.Globalization;
using System.Text.Json;
using SmsPlatform.FaultTests.Harness;

namespace SmsPlatform.FaultTests.Scenarios;

/// <summary>
/// Holds what the phones sent against what they received. Each text that was taken is stored once and belongs to one answer; each
/// answer, and each SMS that a program asked for, is on its phone once.
/// </summary>
internal sealed class Judge(World world, Plan plan, IReadOnlyList<PhoneTally> phones, IReadOnlyList<RequestTally> requests)
{
    private readonly List<string> _faults = [];
    private int _losses;
    private int _duplicates;
    private int _excused;

    public async Task<Tally> CountAsync()
    {
        var numbers = phones.Select(phone => phone.Number).Concat(requests.Select(request => request.Number)).ToArray();
        var stored = await StoredAsync(numbers);
        var received = (await world.Provider.ReceivedAsync()).Where(message => numbers.Contains(message.To)).ToLookup(message => message.To);
        var sends = (await world.Provider.SendsAsync()).ToLookup(send => send.MessageSid ?? "");
        var lookUps = (await world.Provider.LookUpsAsync()).ToLookup(lookUp => lookUp.To);
        var (due, onThePhone) = (0, 0);
        foreach (var phone in phones)
        {
            due += CheckStored(phone, [.. stored.Where(message => message.Phone == phone.Number)]);
        }

        foreach (var request in requests)
        {
            due += CheckRequest(request, [.. stored.Where(message => message.Phone == request.Number)]);
        }

        foreach (var number in numbers)
        {
            var answers = stored.Where(message => message.Phone == number && message.Direction == "outbound").ToList();

            // The provider's own word to STOP is none of ours.
            var ours = received[number].Where(message => sends.Contains(message.Sid)).Select(message => message.Sid).ToList();
            onThePhone += ours.Count;
            CheckPhone(number, answers, ours, sends, lookUps[number]);
        }

        return new Tally(
            phones.Sum(phone => phone.Sids.Count) + requests.Count, due, onThePhone, _duplicates, _excused, _losses, _faults);
    }

    /// <returns>How many answers are due.</returns>
    private int CheckStored(PhoneTally phone, List<Stored> messages)
    {
        var inbound = messages.Where(message => message.Direction == "inbound").ToList();
        foreach (var sid in phone.Sids)
        {
            var copies = inbound.Count(message => message.ExternalId == sid);
            if (copies == 0)
            {
                Lose($"{phone.Number}: {sid} was taken and is not stored");
            }
            else if (copies > 1)
            {
                Double($"{phone.Number}: {sid} is stored {copies} times");
            }
        }

        // Texts that come close together have one answer; each has one.
        var answers = messages.Where(message => message.Direction == "outbound").Select(message => message.Id).ToHashSet();
        var answered = inbound.Select(message => message.ResponseId).OfType<Guid>().ToHashSet();
        if (phone.IsStop)
        {
            if (answers.Count > 0)
            {
                Double($"{phone.Number}: said STOP and was answered");
            }

            return 0;
        }

        foreach (var text in inbound.Where(message => message.ResponseId is null))
        {
            Lose($"{phone.Number}: {text.ExternalId} has no answer");
        }

        foreach (var surplus in answers.Except(answered))
        {
            Double($"{phone.Number}: {surplus} answers nothing");
        }

        return answered.Count;
    }

    private int CheckRequest(RequestTally request, List<Stored> messages)
    {
        if (messages.Count == 0)
        {
            Lose($"{request.Number}: a request was taken and is not stored");
        }
        else if (messages.Count > 1)
        {
            Double($"{request.Number}: a request is stored {messages.Count} times");
        }

        return 1;
    }

    private void CheckPhone(
        string number,
        List<Stored> answers,
        List<string> received,
        ILookup<string, SandboxProcess.Send> sends,
        IEnumerable<SandboxProcess.LookUp> lookUps)
    {
        foreach (var answer in answers.Where(answer => answer.ExternalId is null || !received.Contains(answer.ExternalId)))
        {
            Lose($"{number}: {answer.Id} is {answer.Status} and not on the phone");
        }

        var ids = answers.Select(answer => answer.ExternalId).ToHashSet();
        foreach (var surplus in received.Where(sid => !ids.Contains(sid)))
        {
            var send = sends[surplus].First();
            var begunAt = answers.Find(answer => send.StatusCallback?.Contains($"{answer.Id}", StringComparison.Ordinal) is true)?.BegunAt;
            if (lookUps.Any(lookUp => lookUp.At >= begunAt && CouldNotTell(lookUp.At, send.AcceptedAt!.Value)))
            {
                _excused++;
                continue;
            }

            Double($"{number}: {surplus} is on the phone, too (asked for at {send.At:HH:mm:ss.fff}, taken at {send.AcceptedAt:HH:mm:ss.fff}, {send.Fault})");
        }
    }

    /// <summary>
    /// The platform had asked, and the provider had said that it knows no such message: because it took it later, or because its log
    /// lagged behind while no callback came either.
    /// </summary>
    private bool CouldNotTell(DateTimeOffset lookedUpAt, DateTimeOffset acceptedAt) =>
        acceptedAt >= lookedUpAt
        || (acceptedAt.AddSeconds(plan.Provider.LogLagSeconds) > lookedUpAt && plan.Provider.Callbacks.Any(rule => rule is { Omit: true, Times: null }));

    private async Task<List<Stored>> StoredAsync(string[] numbers) => JsonSerializer.Deserialize<List<Stored>>(
        await world.ReadAsync(
            """
            SELECT coalesce(json_agg(json_build_object(
                'Id', id, 'Phone', CASE direction WHEN 'inbound' THEN "from" ELSE "to" END, 'Direction', direction, 'Status', status,
                'ExternalId', external_id, 'ResponseId', response_message_id,
                'BegunAt', (SELECT min(started_at) FROM messaging.delivery_attempts WHERE message_id = messages.id))), '[]')::text
            FROM messaging.messages
            WHERE "from" = ANY ($1) OR "to" = ANY ($1)
            """,
            (object)numbers))!;

    private void Lose(string what)
    {
        _losses++;
        _faults.Add(string.Create(CultureInfo.InvariantCulture, $"lost: {what}"));
    }

    private void Double(string what)
    {
        _duplicates++;
        _faults.Add(string.Create(CultureInfo.InvariantCulture, $"double: {what}"));
    }

    /// <param name="BegunAt">When it was first asked for at the provider.</param>
    private sealed record Stored(
        Guid Id, string Phone, string Direction, string Status, string? ExternalId, Guid? ResponseId, DateTimeOffset? BegunAt);
}
