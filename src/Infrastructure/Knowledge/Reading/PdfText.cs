using System.ComponentModel;
using System.Diagnostics;
using SmsPlatform.Domain;
using SmsPlatform.Domain.Knowledge;

namespace SmsPlatform.Infrastructure.Knowledge.Reading;

/// <summary>Has <c>pdftotext</c> read a PDF, in a process of its own that may take so much time, memory and output and no more.</summary>
internal static class PdfText
{
    private const int CpuSeconds = 40;
    private const int MemoryKilobytes = 1024 * 1024;
    private const long MaxOutput = 32 * 1024 * 1024;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    // The shell sets the limits, and becomes the program. The input is on its standard input: no file of ours has to be cleaned up.
    private static readonly string Command =
        $"ulimit -t {CpuSeconds} && ulimit -v {MemoryKilobytes} && ulimit -c 0 && exec pdftotext -enc UTF-8 - -";

    public static async Task<Result<IReadOnlyList<Block>>> ReadAsync(byte[] content, CancellationToken cancellationToken)
    {
        using var process = new Process
        {
            StartInfo = new ProcessStartInfo("/bin/sh", ["-c", Command])
            {
                RedirectStandardInput = true,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
                UseShellExecute = false,
                WorkingDirectory = "/",
            },
        };
        try
        {
            process.Start();
        }
        catch (Win32Exception)
        {
            return KnowledgeErrors.PdfToolMissing;
        }

        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(Patience);
        try
        {
            var input = FeedAsync(process, content, patience.Token);
            var complaints = FindAsync(process.StandardError, "password", patience.Token);
            var output = await ReadAsync(process.StandardOutput.BaseStream, patience.Token);
            await Task.WhenAll(input, complaints, process.WaitForExitAsync(patience.Token));
            return Outcome(process.ExitCode, output, await complaints);
        }
        catch (LimitReachedException)
        {
            return KnowledgeErrors.TooLong;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return KnowledgeErrors.TimedOut;
        }
        finally
        {
            if (!process.HasExited)
            {
                process.Kill(entireProcessTree: true);
            }
        }
    }

    private static Result<IReadOnlyList<Block>> Outcome(int exitCode, byte[] output, bool asksForPassword)
    {
        // 127: the shell found no such program. 128 and a signal: a limit was reached (24 is for CPU time), or it crashed.
        switch (exitCode)
        {
            case 0:
                var text = TextEncoding.Decode(output);
                return text.IsFailure ? text.Error : Result<IReadOnlyList<Block>>.Success([.. PlainText.Read(text.Value)]);
            case 127:
                return KnowledgeErrors.PdfToolMissing;
            case 3:
                return KnowledgeErrors.Encrypted;
            case 128 + 24 or 128 + 9:
                return KnowledgeErrors.TimedOut;
            default:
                return asksForPassword ? KnowledgeErrors.Encrypted : KnowledgeErrors.Damaged;
        }
    }

    private static async Task FeedAsync(Process process, byte[] content, CancellationToken cancellationToken)
    {
        try
        {
            await process.StandardInput.BaseStream.WriteAsync(content, cancellationToken);
            process.StandardInput.Close();
        }
        catch (IOException)
        {
            // It ended before it read everything; its exit code tells why.
        }
    }

    private static async Task<byte[]> ReadAsync(Stream stream, CancellationToken cancellationToken)
    {
        await using var limited = new LimitedStream(stream, MaxOutput);
        using var buffer = new MemoryStream();
        await limited.CopyToAsync(buffer, cancellationToken);
        return buffer.ToArray();
    }

    // A broken file may be complained of without end, so the complaints are read but not kept.
    private static async Task<bool> FindAsync(StreamReader reader, string word, CancellationToken cancellationToken)
    {
        var buffer = new char[4096];
        var kept = 0;
        var isFound = false;
        while (await reader.ReadAsync(buffer.AsMemory(kept), cancellationToken) is > 0 and var read)
        {
            isFound |= buffer.AsSpan(0, kept + read).Contains(word, StringComparison.OrdinalIgnoreCase);
            var end = Math.Min(word.Length, kept + read);
            buffer.AsSpan(kept + read - end, end).CopyTo(buffer);
            kept = end;
        }

        return isFound;
    }
}
