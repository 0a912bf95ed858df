using SmsPlatform.Domain;

namespace SmsPlatform.Application.Messaging;

public static class StoreErrors
{
    public static readonly Error Unavailable = new(
        "store.unavailable", "The message could not be stored just now; please send it again.", ErrorKind.Unavailable);
}
