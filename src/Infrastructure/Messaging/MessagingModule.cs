using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using SmsPlatform.Application.Messaging;
using SmsPlatform.Infrastructure.Chatbots;
using SmsPlatform.Infrastructure.Leases;
using SmsPlatform.Infrastructure.Messaging.CatchUp;
using SmsPlatform.Infrastructure.Messaging.Feed;
using SmsPlatform.Infrastructure.Messaging.Media;
using SmsPlatform.Infrastructure.Scheduling;

namespace SmsPlatform.Infrastructure.Messaging;

/// <summary>The core: inbox, answers, outbox and their workers.</summary>
internal static class MessagingModule
{
    public const string Schema = "messaging";

    // Quiet windows end without anybody saying so; this bounds how late an answer starts.
    private static readonly TimeSpan AnswerPause = TimeSpan.FromMilliseconds(100);

    // Long: every queued message raises the signal, and Quartz wakes what comes due later (RetryDueReplies).
    private static readonly TimeSpan DeliveryPause = TimeSpan.FromSeconds(5);

    public static IServiceCollection AddMessaging(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<MessagingOptions>()
            .Bind(configuration.GetSection(MessagingOptions.Section))
            .Validate(
                options => options.LeaseTime >= MessagingOptions.ShortestLease && options.LeaseTime <= MessagingOptions.LongestLease,
                "Messaging:LeaseTime must be between 2 seconds and 10 minutes.")
            .Validate(options => options.LookUpDelay > TimeSpan.Zero, "Messaging:LookUpDelay must be positive.")
            .Validate(options => options.StatusRetention >= MessagingOptions.ShortestRetention, "Messaging:StatusRetention must be a day or more.")
            .Validate(options => options.CatchUpHorizon > TimeSpan.Zero, "Messaging:CatchUpHorizon must be positive.")
            .Validate(options => options.PayloadRetention >= MessagingOptions.ShortestRetention, "Messaging:PayloadRetention must be a day or more.")
            .Validate(options => options.UndeliveredAlertAfter > TimeSpan.Zero, "Messaging:UndeliveredAlertAfter must be positive.")
            .ValidateOnStart();
        services.AddSingleton<WorkSignal>();
        services.AddSingleton<Inbox>();
        services.AddSingleton<IInbox>(provider => provider.GetRequiredService<Inbox>());
        services.AddSingleton<IStatusBoard, StatusBoard>();
        services.AddSingleton<IAnswerDesk, AnswerDesk>();
        services.AddSingleton<IReplayDesk, ReplayDesk>();
        services.AddSingleton<IOutbox, Outbox>();
        services.AddSingleton<ISendLimits, SendLimits>();
        services.AddSingleton<IOutgoingQueue, OutgoingQueue>();
        services.AddScoped<IReplyQueue, ReplyQueue>();
        services.AddScoped<Requeuing>();
        services.AddSingleton<IGoesWithChatbot, ContactsOfChatbot>();

        // The inbox before the workers and the web server, so that it stops after both.
        services.AddHostedService(provider => provider.GetRequiredService<Inbox>());
        services.AddSingleton<DeliveryAlarm>();
        services.AddSingleton<IDeliveryAlarm>(provider => provider.GetRequiredService<DeliveryAlarm>());
        services.AddHostedService(provider => provider.GetRequiredService<DeliveryAlarm>());
        services.AddFeed();
        services.AddLeaseWorker(provider => new LeasedWork<AnswerLease>(
            stopping => provider.GetRequiredService<WorkSignal>().WaitForAnswersAsync(AnswerPause, stopping),
            places => new ClaimDueAnswers(places),
            lease => new AnswerConversation(lease))
        {
            // More than a model takes at once: turns that wait for it must leave room for those that do not need it.
            Parallel = 48,
        });
        services.AddLeaseWorker(provider => new LeasedWork<DeliveryLease>(
            stopping => provider.GetRequiredService<WorkSignal>().WaitForDeliveriesAsync(DeliveryPause, stopping),
            places => new ClaimDueDeliveries(places),
            lease => new DeliverMessages(lease)));
        services.AddMedia(configuration);
        services.AddJob<RetryDueReplies>("retry-due-replies", RetryDueReplies.Interval, "Wakes the delivery of messages that are due again.");
        services.AddJob<ReturnIdleConversationsJob>("return-idle-conversations", ReturnIdleConversationsJob.Interval, "Gives conversations that people left idle back to their bot.");
        services.AddJob<RepairJob>("repair-work-marks", RepairJob.Interval, "Finds conversations whose unfinished messages nobody would look at.");
        services.AddJob<ForgetOldChangesJob>("forget-old-changes", ForgetOldChangesJob.Interval, "Deletes changes of status and of conversations that no stream can still ask for, and idempotency keys after a week.");
        services.AddJob<CatchUpJob>(
            "catch-up", CatchUpJob.Interval, "Asks the providers for messages whose webhook never came, and stores them.", runsAtStart: true);
        services.AddJob<ForgetOldPayloadsJob>(
            "forget-old-payloads", ForgetOldPayloadsJob.Interval, "Deletes what providers posted along with messages, once it is old.");
        return services;
    }
}
