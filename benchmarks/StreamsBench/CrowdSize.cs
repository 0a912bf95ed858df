namespace SmsPlatform.StreamsBench;

/// <param name="Subscribers">How many there are, spread over all nodes.</param>
/// <param name="Unfiltered">How many of them want every message; each of the others wants those of one phone.</param>
/// <param name="Messages">How many are received.</param>
/// <param name="Phones">From how many phones, in turn.</param>
/// <param name="PerSecond">How many in a second.</param>
internal sealed record CrowdSize(int Subscribers, int Unfiltered, int Messages, int Phones, int PerSecond);
