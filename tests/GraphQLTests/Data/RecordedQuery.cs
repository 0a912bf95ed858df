using System.Collections;
using System.Linq.Expressions;

namespace SmsPlatform.GraphQLTests.Data;

/// <summary>Keeps the last query that would have been run over a source, and answers with nothing.</summary>
internal sealed class RecordedQuery<T>(IQueryable<T> source) : IOrderedQueryable<T>, IQueryProvider
{
    public IQueryable? Last { get; private set; } = source;

    public Type ElementType => typeof(T);

    public Expression Expression => source.Expression;

    public IQueryProvider Provider => this;

    public IQueryable CreateQuery(Expression expression) => throw new NotSupportedException();

    public IQueryable<TElement> CreateQuery<TElement>(Expression expression)
    {
        var query = source.Provider.CreateQuery<TElement>(expression);
        Last = query;
        return new Part<TElement>(this, query);
    }

    public object? Execute(Expression expression) => throw new NotSupportedException();

    public TResult Execute<TResult>(Expression expression) => throw new NotSupportedException();

    public IEnumerator<T> GetEnumerator() => Enumerable.Empty<T>().GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private sealed class Part<TElement>(RecordedQuery<T> root, IQueryable<TElement> query) : IOrderedQueryable<TElement>
    {
        public Type ElementType => typeof(TElement);

        public Expression Expression => query.Expression;

        public IQueryProvider Provider => root;

        public IEnumerator<TElement> GetEnumerator() => Enumerable.Empty<TElement>().GetEnumerator();

        IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
    }
}
