using System.Buffers.Binary;
using System.Numerics;
using System.Numerics.Tensors;
using System.Runtime.InteropServices;

namespace SmsPlatform.Infrastructure.Knowledge;

/// <summary>What is done with embeddings: kept as bytes, compared exactly, and compared fast by their sketches.</summary>
internal static class Vectors
{
    /// <summary>The least bits of a sketch; a vector with more dimensions has one for each.</summary>
    public const int SketchBits = 1024;

    public static byte[] ToBytes(ReadOnlySpan<float> vector)
    {
        var bytes = new byte[vector.Length * sizeof(float)];
        for (var i = 0; i < vector.Length; i++)
        {
            BinaryPrimitives.WriteSingleLittleEndian(bytes.AsSpan(i * sizeof(float)), vector[i]);
        }

        return bytes;
    }

    /// <summary>The cosine of two vectors of length one; -1 when they are of two models.</summary>
    public static float Cosine(ReadOnlySpan<float> vector, ReadOnlySpan<byte> stored)
    {
        if (stored.Length != vector.Length * sizeof(float))
        {
            return -1;
        }

        if (BitConverter.IsLittleEndian)
        {
            return TensorPrimitives.Dot(vector, MemoryMarshal.Cast<byte, float>(stored));
        }

        var sum = 0f;
        for (var i = 0; i < vector.Length; i++)
        {
            sum += vector[i] * BinaryPrimitives.ReadSingleLittleEndian(stored[(i * sizeof(float))..]);
        }

        return sum;
    }

    /// <summary>
    /// On which side of so many fixed planes a vector lies, one bit each: vectors with a small angle differ in few bits, which are
    /// counted some thirty times as fast as the vectors are multiplied, in a thirtieth of the memory.
    /// </summary>
    /// <remarks>
    /// The planes are those of a fast Hadamard transform after flips of sign, which spreads every dimension over all bits: else a
    /// dimension that is mostly zero would say nothing. They must never change, because sketches are stored.
    /// </remarks>
    public static byte[] Sketch(ReadOnlySpan<float> vector)
    {
        var length = Math.Max(SketchBits, (int)BitOperations.RoundUpToPowerOf2((uint)vector.Length));
        var values = new float[length];
        vector.CopyTo(values);
        for (var round = 0UL; round < 3; round++)
        {
            FlipSigns(values, round);
            Hadamard(values);
        }

        var sketch = new byte[length / 8];
        for (var i = 0; i < length; i++)
        {
            sketch[i >> 3] |= (byte)((values[i] > 0 ? 1 : 0) << (i & 7));
        }

        return sketch;
    }

    private static void FlipSigns(Span<float> values, ulong round)
    {
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = (Mix(((ulong)i << 2) | round) & 1) == 0 ? values[i] : -values[i];
        }
    }

    private static void Hadamard(Span<float> values)
    {
        for (var half = 1; half < values.Length; half *= 2)
        {
            for (var start = 0; start < values.Length; start += half * 2)
            {
                for (var i = start; i < start + half; i++)
                {
                    (values[i], values[i + half]) = (values[i] + values[i + half], values[i] - values[i + half]);
                }
            }
        }
    }

    // The finaliser of SplitMix64: the same bits on every machine and in every version.
    private static ulong Mix(ulong value)
    {
        value += 0x9E3779B97F4A7C15;
        value = (value ^ (value >> 30)) * 0xBF58476D1CE4E5B9;
        value = (value ^ (value >> 27)) * 0x94D049BB133111EB;
        return value ^ (value >> 31);
    }
}
