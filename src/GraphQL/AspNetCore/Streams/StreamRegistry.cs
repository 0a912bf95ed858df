using System.Security.Claims;

namespace SmsPlatform.GraphQL.AspNetCore.Streams;

/// <summary>Counts open streams against their limits and finds those of a user.</summary>
internal sealed class StreamRegistry : IGraphQLStreams
{
    private readonly Lock _gate = new();
    private readonly HashSet<OpenStream> _open = new(ReferenceEqualityComparer.Instance);
    private readonly Dictionary<(StreamKind Kind, string Owner), int> _perOwner = [];
    private readonly int[] _perKind = new int[2];

    public int Count
    {
        get
        {
            lock (_gate)
            {
                return _open.Count;
            }
        }
    }

    public IReadOnlyList<ClaimsPrincipal> Users
    {
        get
        {
            lock (_gate)
            {
                return [.. _open.Select(stream => stream.User)];
            }
        }
    }

    /// <summary>Adds a stream, unless a limit is reached.</summary>
    public bool TryAdd(OpenStream stream, int max, int maxPerOwner)
    {
        var key = (stream.Kind, stream.Owner);

        lock (_gate)
        {
            var ofOwner = _perOwner.GetValueOrDefault(key);

            if (_perKind[(int)stream.Kind] >= max || ofOwner >= maxPerOwner)
            {
                return false;
            }

            _perKind[(int)stream.Kind]++;
            _perOwner[key] = ofOwner + 1;
            StreamDiagnostics.Count(stream.Kind, 1);
            return _open.Add(stream);
        }
    }

    /// <summary>Removes a stream that was added; doing so twice does no harm.</summary>
    public void Remove(OpenStream stream)
    {
        var key = (stream.Kind, stream.Owner);

        lock (_gate)
        {
            if (!_open.Remove(stream))
            {
                return;
            }

            _perKind[(int)stream.Kind]--;
            StreamDiagnostics.Count(stream.Kind, -1);

            if (--_perOwner[key] == 0)
            {
                _perOwner.Remove(key);
            }
        }
    }

    public int End(Func<ClaimsPrincipal, bool> match)
    {
        OpenStream[] matching;

        lock (_gate)
        {
            matching = [.. _open.Where(stream => match(stream.User))];
        }

        // Outside the lock: a stream that ends removes itself.
        foreach (var stream in matching)
        {
            stream.End();
        }

        return matching.Length;
    }
}
