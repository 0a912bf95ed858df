namespace SmsPlatform.Infrastructure;

/// <summary>A setting with which the platform must not start. Its message is for the operator and names the setting, never its value.</summary>
public sealed class InvalidSettingException(string message) : Exception(message);
