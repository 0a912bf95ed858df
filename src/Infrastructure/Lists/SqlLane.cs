using System.Linq.Expressions;

namespace SmsPlatform.Infrastructure.Lists;

/// <summary>
/// A part of a table whose rows an index holds in the list's order. A list is merged from its lanes, so that it reads no more rows than
/// it shows, however rare the rows are that a filter leaves.
/// </summary>
/// <param name="Predicate">What its rows have in common, as SQL.</param>
/// <param name="Facts">The same by properties, and what follows from it.</param>
/// <param name="Finer">Its own parts, each with an index order of its own; for filters that tell them apart.</param>
internal sealed record SqlLane(string Predicate, IReadOnlyDictionary<string, object> Facts, IReadOnlyList<SqlLane> Finer)
{
    /// <summary>The lanes that can hold rows of a filter.</summary>
    /// <param name="filter">Null for all rows.</param>
    public static IEnumerable<ChosenLane> Choose(IReadOnlyList<SqlLane> lanes, Expression? filter)
    {
        foreach (var lane in lanes)
        {
            var truth = filter is null ? true : FilterTruth.Of(filter, lane.Facts);
            if (truth is null && lane.Finer.Any(finer => FilterTruth.Of(filter!, finer.Facts) is not null))
            {
                foreach (var chosen in Choose(lane.Finer, filter))
                {
                    yield return chosen;
                }
            }
            else if (truth is not false)
            {
                yield return new ChosenLane(lane.Predicate, IsFiltered: truth is null);
            }
        }
    }
}

/// <param name="Predicate">What its rows have in common, as SQL.</param>
/// <param name="IsFiltered">The filter decides about each of its rows; else all of them pass.</param>
internal readonly record struct ChosenLane(string Predicate, bool IsFiltered);
