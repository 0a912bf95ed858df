namespace SmsPlatform.Application.Messaging;

/// <summary>
/// Marks conversations due that hold unprocessed or unsent messages and have no mark. None should ever exist;
/// should one, through a restored backup or a bug, this finds it before the contact does.
/// </summary>
/// <returns>How many were found.</returns>
public sealed record RepairWorkMarks : ICommand<int>, ISystemRequest;
