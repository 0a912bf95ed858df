namespace SmsPlatform.Sandbox.Network;

/// <summary>
/// The provider's whole state: accounts, numbers, messages and who opted out. In memory, and everything under one lock,
/// so that what a script observes is always one consistent moment. Bounded: the oldest messages go.
/// </summary>
internal sealed class SmsNetwork(TimeProvider clock, Changes changes)
{
    private const int Capacity = 200_000;

    private readonly Lock _gate = new();
    private readonly Dictionary<string, Account> _accounts = new(StringComparer.Ordinal);
    private readonly Dictionary<string, IncomingNumber> _numbers = new(StringComparer.Ordinal);
    private readonly Dictionary<string, MessagingService> _services = new(StringComparer.Ordinal);
    private readonly Dictionary<string, SandboxMessage> _messages = new(StringComparer.Ordinal);
    private readonly Queue<string> _byAge = new();
    private readonly HashSet<(string Sender, string Phone)> _optedOut = [];
    private readonly Dictionary<string, DateTimeOffset> _nextFree = new(StringComparer.Ordinal);
    private long _sequence;
    private long _phoneSequence;

    public DateTimeOffset Now => clock.GetUtcNow();

    public void PutAccount(AccountOptions options)
    {
        lock (_gate)
        {
            RemoveAccountCore(options.Sid);
            var now = Now;
            _accounts[options.Sid] = new Account(options, now);
            foreach (var number in options.Numbers)
            {
                _numbers[number.PhoneNumber] = new IncomingNumber(options.Sid, number, now);
            }

            foreach (var service in options.Services)
            {
                _services[service.Sid] = new MessagingService(options.Sid, service, now);
            }
        }

        changes.Pulse();
    }

    public bool RemoveAccount(string sid)
    {
        lock (_gate)
        {
            return RemoveAccountCore(sid);
        }
    }

    public Account? FindAccount(string sid)
    {
        lock (_gate)
        {
            return _accounts.GetValueOrDefault(sid);
        }
    }

    public IReadOnlyList<Account> Accounts()
    {
        lock (_gate)
        {
            return [.. _accounts.Values.OrderBy(account => account.Sid, StringComparer.Ordinal)];
        }
    }

    /// <summary>Who holds this API key.</summary>
    public Account? FindAccountByKey(string keySid)
    {
        lock (_gate)
        {
            return _accounts.Values.FirstOrDefault(account => account.ApiKeys.ContainsKey(keySid));
        }
    }

    public IncomingNumber? FindNumber(string phoneNumber)
    {
        lock (_gate)
        {
            return _numbers.GetValueOrDefault(phoneNumber);
        }
    }

    public IReadOnlyList<IncomingNumber> NumbersOf(string accountSid)
    {
        lock (_gate)
        {
            return [.. _numbers.Values.Where(n => n.AccountSid == accountSid).OrderBy(n => n.PhoneNumber, StringComparer.Ordinal)];
        }
    }

    public MessagingService? FindService(string sid)
    {
        lock (_gate)
        {
            return _services.GetValueOrDefault(sid);
        }
    }

    public IReadOnlyList<MessagingService> ServicesOf(string accountSid)
    {
        lock (_gate)
        {
            return [.. _services.Values.Where(s => s.AccountSid == accountSid).OrderBy(s => s.Sid, StringComparer.Ordinal)];
        }
    }

    public void Update(Action change)
    {
        lock (_gate)
        {
            change();
        }

        changes.Pulse();
    }

    /// <summary>Adds a message. <paramref name="onPhone"/>: the phone has it at once (it sent it, or gets a confirmation).</summary>
    public SandboxMessage Add(Func<long, DateTimeOffset, SandboxMessage> create, bool onPhone)
    {
        SandboxMessage message;
        lock (_gate)
        {
            message = create(++_sequence, Now);
            _messages.Add(message.Sid, message);
            _byAge.Enqueue(message.Sid);
            if (_byAge.Count > Capacity)
            {
                _messages.Remove(_byAge.Dequeue());
            }

            if (onPhone)
            {
                message.PhoneSequence = ++_phoneSequence;
                message.PhoneAt = message.CreatedAt;
            }
        }

        changes.Pulse();
        return message;
    }

    /// <summary>Moves a message on. A delivered one is on the phone from now on.</summary>
    public void Advance(SandboxMessage message, string status, int? errorCode = null, string? errorText = null)
    {
        lock (_gate)
        {
            message.Status = status;
            message.UpdatedAt = Now;
            message.ErrorCode = errorCode;
            message.ErrorMessage = errorText;
            if (status == "sent")
            {
                message.SentAt = message.UpdatedAt;
            }

            if (status == "delivered" && message.PhoneSequence is null)
            {
                message.PhoneSequence = ++_phoneSequence;
                message.PhoneAt = message.UpdatedAt;
            }
        }

        changes.Pulse();
    }

    public SandboxMessage? FindMessage(string accountSid, string sid)
    {
        lock (_gate)
        {
            return _messages.GetValueOrDefault(sid) is { IsDeleted: false } message && message.AccountSid == accountSid ? message : null;
        }
    }

    /// <summary>What an account's messages look like now, newest first.</summary>
    public IReadOnlyList<T> Read<T>(string accountSid, Func<SandboxMessage, bool> filter, Func<SandboxMessage, T> read)
    {
        lock (_gate)
        {
            return [.. _messages.Values
                .Where(m => m.AccountSid == accountSid && !m.IsDeleted && filter(m))
                .OrderByDescending(m => m.Sequence)
                .Select(read)];
        }
    }

    public IReadOnlyList<SandboxMessage> OnPhone(string? phone)
    {
        lock (_gate)
        {
            return [.. _messages.Values
                .Where(m => m.PhoneSequence is not null && (phone is null || m.Phone == phone))
                .OrderBy(m => m.PhoneSequence)];
        }
    }

    /// <summary>The last messages of each phone, those still under way or lost included, by phone.</summary>
    public ILookup<string, SandboxMessage> Threads()
    {
        lock (_gate)
        {
            return _messages.Values.OrderBy(m => m.Sequence).ToLookup(m => m.Phone);
        }
    }

    public bool IsOptedOut(string sender, string phone)
    {
        lock (_gate)
        {
            return _optedOut.Contains((sender, phone));
        }
    }

    /// <summary>Answers whether anything changed: a second STOP does not.</summary>
    public bool SetOptedOut(string sender, string phone, bool optedOut)
    {
        lock (_gate)
        {
            return optedOut ? _optedOut.Add((sender, phone)) : _optedOut.Remove((sender, phone));
        }
    }

    /// <summary>Takes the sender's next departure at so many messages a second; how long until it is due.</summary>
    public TimeSpan TakeSlot(string sender, double perSecond, bool onlyIfFree)
    {
        lock (_gate)
        {
            var now = Now;
            var due = _nextFree.TryGetValue(sender, out var free) && free > now ? free : now;
            if (!onlyIfFree || due == now)
            {
                _nextFree[sender] = due + TimeSpan.FromSeconds(1 / perSecond);
            }

            return due - now;
        }
    }

    /// <summary>Forgets messages, opt-outs and rate history; accounts and numbers stay.</summary>
    public void Reset()
    {
        lock (_gate)
        {
            _messages.Clear();
            _byAge.Clear();
            _optedOut.Clear();
            _nextFree.Clear();
        }

        changes.Pulse();
    }

    private bool RemoveAccountCore(string sid)
    {
        foreach (var number in _numbers.Values.Where(n => n.AccountSid == sid).ToList())
        {
            _numbers.Remove(number.PhoneNumber);
        }

        foreach (var service in _services.Values.Where(s => s.AccountSid == sid).ToList())
        {
            _services.Remove(service.Sid);
        }

        return _accounts.Remove(sid);
    }
}
