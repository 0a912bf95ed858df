using SmsPlatform.Domain.Channels;
using SmsPlatform.Domain.Messaging;

namespace SmsPlatform.Application.Messaging;

/// <summary>How much text one message of a channel carries.</summary>
internal static class ChannelLimits
{
    /// <summary>In UTF-16 units.</summary>
    public static int TextLength(Channel channel) => channel switch
    {
        Channel.Sms => TextSplitter.SmsMaxLength,
        _ => 2000,
    };
}
