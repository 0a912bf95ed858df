using System.Buffers;
using System.Runtime.CompilerServices;

namespace SmsPlatform.GraphQL.DataLoader;

public abstract partial class DataLoaderBase<TKey, TValue>
{
    /// <summary>The keys gathered for one fetch, and the promises made for them.</summary>
    private sealed class Batch(DataLoaderBase<TKey, TValue> loader) : BatchResults<TKey, TValue>, IBatch
    {
        private const int FirstSize = 16;

        private TKey[] _keys = ArrayPool<TKey>.Shared.Rent(FirstSize);
        private AsyncTaskMethodBuilder<TValue?>[] _promises = ArrayPool<AsyncTaskMethodBuilder<TValue?>>.Shared.Rent(FirstSize);
        private TValue?[]? _values;

        public int Count { get; private set; }

        public Task<TValue?> Add(TKey key)
        {
            if (Count == _keys.Length)
            {
                Grow(ref _keys);
            }

            if (Count == _promises.Length)
            {
                Grow(ref _promises);
            }

            // A builder makes the barest task there is: no completion source, no state machine.
            _keys[Count] = key;
            ref var promise = ref _promises[Count++];
            promise = AsyncTaskMethodBuilder<TValue?>.Create();
            return promise.Task;
        }

        public void Dispatch()
        {
            loader.Forget(this);

            // The loader may keep the list of keys, so that is no pooled one.
            var keys = _keys.AsSpan(0, Count).ToArray();
            Give(ref _keys);
            _values = ArrayPool<TValue?>.Shared.Rent(keys.Length);
            _values.AsSpan(0, keys.Length).Clear();
            Task task;
            try
            {
                task = loader.FetchInTurnAsync(keys, loader.State, this, loader._scheduler.RequestAborted);
            }
            catch (Exception exception)
            {
                task = Task.FromException(exception);
            }

            if (task.IsCompletedSuccessfully)
            {
                Complete();
            }
            else
            {
                _ = AwaitAsync(task, keys);
            }
        }

        public override void Report(int index, TValue? value) => _values![index] = value;

        private void Grow<T>(ref T[] array)
        {
            var larger = ArrayPool<T>.Shared.Rent(array.Length * 2);
            array.AsSpan(0, Count).CopyTo(larger);
            ArrayPool<T>.Shared.Return(array, clearArray: true);
            array = larger;
        }

        private static void Give<T>(ref T[] array)
        {
            ArrayPool<T>.Shared.Return(array, clearArray: true);
            array = [];
        }

        private async Task AwaitAsync(Task task, TKey[] keys)
        {
            try
            {
                await task.ConfigureAwait(false);
            }
            catch (Exception exception)
            {
                Fail(exception, keys);
                return;
            }

            Complete();
        }

        private void Complete()
        {
            loader._scheduler.BeginCompletion();
            for (var i = 0; i < Count; i++)
            {
                _promises[i].SetResult(_values![i]);
            }

            GiveAll();
            loader._scheduler.EndCompletion();
        }

        private void GiveAll()
        {
            Give(ref _promises);
            Give(ref _values!);
        }

        private void Fail(Exception exception, TKey[] keys)
        {
            // A failure is not kept: who asks again may have more luck.
            foreach (var key in keys)
            {
                loader.RemoveCacheEntry(key);
            }

            loader._scheduler.BeginCompletion();
            for (var i = 0; i < Count; i++)
            {
                _promises[i].SetException(exception);
            }

            GiveAll();
            loader._scheduler.EndCompletion();
        }
    }
}
