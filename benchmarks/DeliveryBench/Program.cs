using SmsPlatform.DeliveryBench;

return args switch
{
    [_, "journey", .. var options] => await Journey.RunAsync(new Options(options)),
    [_, "claim", .. var options] => await Claims.RunAsync(new Options(options)),
    _ => throw new ArgumentException("journey or claim, then options."),
};
