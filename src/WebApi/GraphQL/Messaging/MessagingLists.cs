using SmsPlatform.Application.Messaging.Views;

namespace SmsPlatform.WebApi.GraphQL.Messaging;

// Only what an index serves has a place in these inputs.

/// <summary>What messages can be filtered by.</summary>
internal sealed class MessageFilterInputType : FilterInputType<Message>
{
    protected override void Configure(IFilterInputTypeDescriptor<Message> descriptor)
    {
        descriptor.BindFieldsExplicitly();
        descriptor.Field(message => message.Channel);
        descriptor.Field(message => message.Direction);
        descriptor.Field(message => message.Status);
        descriptor.Field(message => message.From);
        descriptor.Field(message => message.To);
        descriptor.Field(message => message.Processed);
        descriptor.Field(message => message.CreatedAt);
    }
}

/// <summary>What messages can be ordered by.</summary>
internal sealed class MessageSortInputType : SortInputType<Message>
{
    protected override void Configure(ISortInputTypeDescriptor<Message> descriptor)
    {
        descriptor.BindFieldsExplicitly();
        descriptor.Field(message => message.CreatedAt);
    }
}

/// <summary>What conversations can be filtered by.</summary>
internal sealed class ConversationFilterInputType : FilterInputType<Conversation>
{
    protected override void Configure(IFilterInputTypeDescriptor<Conversation> descriptor)
    {
        descriptor.BindFieldsExplicitly();
        descriptor.Field(conversation => conversation.Channel);
        descriptor.Field(conversation => conversation.Mode);
        descriptor.Field(conversation => conversation.ContactAddress);
        descriptor.Field(conversation => conversation.LastMessageAt);
    }
}

/// <summary>What conversations can be ordered by.</summary>
internal sealed class ConversationSortInputType : SortInputType<Conversation>
{
    protected override void Configure(ISortInputTypeDescriptor<Conversation> descriptor)
    {
        descriptor.BindFieldsExplicitly();
        descriptor.Field(conversation => conversation.LastMessageAt);
    }
}
