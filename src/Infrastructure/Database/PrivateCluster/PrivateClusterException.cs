namespace SmsPlatform.Infrastructure.Database.PrivateCluster;

/// <summary>The private cluster cannot run here. The message tells the operator why and what to do about it.</summary>
public sealed class PrivateClusterException(string message, Exception? inner = null) : Exception(message, inner);
