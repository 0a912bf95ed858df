using System.Diagnostics;
using Microsoft.Extensions.Options;
using SmsPlatform.Application.Ai;
using SmsPlatform.Domain;
using SmsPlatform.Domain.Messaging;

namespace SmsPlatform.Infrastructure.Ai;

/// <inheritdoc cref="IAnswerModel"/>
internal sealed class AnswerModel(ModelCalls calls, ModelSpending spending, IOptions<AiOptions> options) : IAnswerModel
{
    private readonly AiOptions _options = options.Value;

    public bool IsConfigured(string model) => _options.Endpoint.Length > 0 && NameOf(model).Length > 0;

    public async Task<Result<ModelAnswer>> AnswerAsync(ModelTask task, CancellationToken cancellationToken)
    {
        var model = NameOf(task.Model);
        if (!IsConfigured(model))
        {
            return AiErrors.NotConfigured;
        }

        var turn = new Turn(model, Stopwatch.GetTimestamp());
        var prompt = AnswerPrompt.Build(task);
        var asked = await AskAsync(task, prompt, turn, cancellationToken);
        if (asked.IsFailure)
        {
            return asked.Error;
        }

        var answer = Judge(asked.Value, task, turn);
        if (answer.Text is null || task.Limits.Fits(answer.Text))
        {
            return answer;
        }

        // Once more in fewer words; a model that cannot count is cut short.
        var shorter = await AskAsync(task, AnswerPrompt.Shorten(task, asked.Value, LengthThatFits(answer.Text, task.Limits.Fits)), turn, cancellationToken);
        var second = shorter.IsSuccess ? Judge(shorter.Value, task, turn) : answer;
        var text = second.Text ?? answer.Text;
        return PlainText.CutAtSentence(text, task.Limits.Fits) is { } cut
            ? turn.Complete(task.Limits.Fits(text) ? text : cut, second.Text is null ? answer.Sources : second.Sources, null)
            : turn.Complete(null, [], WithheldReason.TooLong);
    }

    private static ModelAnswer Judge(string written, ModelTask task, Turn turn)
    {
        if (ModelReply.Parse(written) is not { } reply)
        {
            return turn.Complete(null, [], WithheldReason.Malformed);
        }

        if (reply.Answer.Length == 0)
        {
            return turn.Complete(null, [], null);
        }

        var sources = reply.Passages.Where(number => number >= 1 && number <= task.Passages.Count).Distinct().Select(number => task.Passages[number - 1]).ToList();
        if (sources.Count == 0)
        {
            return turn.Complete(null, [], WithheldReason.NoSource);
        }

        // Its markup is taken off before it is looked over, so that nothing hides in it.
        var text = task.Limits.IsPlainText
            ? GsmText.Simplify(PlainText.FromMarkdown(reply.Answer))
            : PlainText.Sanitise(reply.Answer);
        if (OutputFilter.Check(text, task) is { } reason)
        {
            return turn.Complete(null, [], reason);
        }

        return Support.Holds(text, sources.Select(source => $"{source.Title}\n{source.Text}"), task.Messages)
            ? turn.Complete(text, [.. sources.Select(source => source.Id)], null)
            : turn.Complete(null, [], WithheldReason.Unsupported);
    }

    private async Task<Result<string>> AskAsync(ModelTask task, IReadOnlyList<PromptPart> prompt, Turn turn, CancellationToken cancellationToken)
    {
        // Set aside before the call, so that calls at the same time cannot spend the same.
        var asked = prompt.Sum(part => Tokens.Estimate(part.Text) + (part.Pictures.Count * Tokens.Picture));
        var expected = new Spent(asked, task.Limits.MaxTokens, Cost(asked, task.Limits.MaxTokens));
        if (!await spending.ReserveAsync(task, expected, cancellationToken))
        {
            return AiErrors.OverBudget;
        }

        var call = new ModelCall(prompt, turn.Model, task.Temperature, task.Limits.MaxTokens);
        (int Input, int Output)? used = null;
        try
        {
            var response = await calls.AskAsync(call, cancellationToken);
            if (response.IsFailure)
            {
                return response.Error;
            }

            var text = response.Value.Text;
            used = ((int)(response.Value.Usage?.InputTokenCount ?? asked), (int)(response.Value.Usage?.OutputTokenCount ?? Tokens.Estimate(text)));
            return text;
        }
        finally
        {
            // A prompt that went out is billed all the same when its answer fails, or is not waited for because the contact wrote on.
            var (input, output) = used ?? (call.MayBeBilled ? asked : 0, 0);
            turn.Add(input, output, Cost(input, output));
            await spending.SettleAsync(task, expected, new Spent(input, output, Cost(input, output)));
        }
    }

    private decimal Cost(int input, int output) => ((input * _options.InputPrice) + (output * _options.OutputPrice)) / 1_000_000;

    private string NameOf(string model) => model.Length > 0 ? model : _options.Model;

    private static int LengthThatFits(string text, Func<string, bool> fits)
    {
        var low = 0;
        var high = text.Length;
        while (low < high)
        {
            var middle = (low + high + 1) / 2;
            (low, high) = fits(text[..middle]) ? (middle, high) : (low, middle - 1);
        }

        return low;
    }

    private sealed class Turn(string model, long started)
    {
        private int _input;
        private int _output;
        private decimal _cost;

        public string Model => model;

        public void Add(int input, int output, decimal cost)
        {
            _input += input;
            _output += output;
            _cost += cost;
        }

        public ModelAnswer Complete(string? text, IReadOnlyList<Domain.Knowledge.PassageId> sources, WithheldReason? withheld) =>
            new(text, sources, withheld, model, _input, _output, _cost, Stopwatch.GetElapsedTime(started));
    }
}
