using Microsoft.Extensions.Primitives;

namespace SmsPlatform.GraphQL.AspNetCore.Http;

/// <summary>The client's choice among the media types of this server, read from <c>Accept</c> without allocating.</summary>
/// <param name="Format">The format of a single result; <see cref="ResponseFormat.None"/> when none is acceptable.</param>
/// <param name="AcceptsEventStream">Whether a subscription may be answered as an event stream.</param>
internal readonly record struct AcceptHeader(ResponseFormat Format, bool AcceptsEventStream)
{
    // A client that names nothing gets the current media type; one that takes anything (fetch, curl) is likelier to expect plain JSON.
    private static readonly AcceptHeader Absent = new(ResponseFormat.GraphQLResponse, AcceptsEventStream: true);
    private static readonly AcceptHeader Anything = new(ResponseFormat.Json, AcceptsEventStream: true);

    public static AcceptHeader Parse(StringValues header)
    {
        if (header.Count == 0)
        {
            return Absent;
        }

        var ranges = new Ranges();

        if (header.Count == 1)
        {
            var value = header[0];

            switch (value)
            {
                case null or "":
                    return Absent;
                case "*/*":
                    return Anything;
                case "application/json":
                    return new AcceptHeader(ResponseFormat.Json, AcceptsEventStream: false);
                case "application/graphql-response+json":
                    return new AcceptHeader(ResponseFormat.GraphQLResponse, AcceptsEventStream: false);
                case "text/event-stream":
                    return new AcceptHeader(ResponseFormat.EventStream, AcceptsEventStream: true);
                default:
                    ranges.Read(value);
                    break;
            }
        }
        else
        {
            foreach (var value in header)
            {
                ranges.Read(value);
            }
        }

        return ranges.Choose();
    }

    /// <summary>Qualities from 0 to 1000 of what was named, and of the wildcards; -1 where absent.</summary>
    private struct Ranges()
    {
        private int _graphQL = -1;
        private int _json = -1;
        private int _eventStream = -1;
        private int _application = -1;
        private int _text = -1;
        private int _any = -1;

        public void Read(ReadOnlySpan<char> header)
        {
            foreach (var part in header.Split(','))
            {
                var range = header[part].Trim();
                var semicolon = range.IndexOf(';');
                var type = semicolon < 0 ? range : range[..semicolon].TrimEnd();
                var quality = semicolon < 0 ? 1000 : Quality(range[(semicolon + 1)..]);

                switch (type.Length)
                {
                    case 33 when type.Equals("application/graphql-response+json", StringComparison.OrdinalIgnoreCase):
                        _graphQL = Math.Max(_graphQL, quality);
                        break;
                    case 16 when type.Equals("application/json", StringComparison.OrdinalIgnoreCase):
                        _json = Math.Max(_json, quality);
                        break;
                    case 17 when type.Equals("text/event-stream", StringComparison.OrdinalIgnoreCase):
                        _eventStream = Math.Max(_eventStream, quality);
                        break;
                    case 13 when type.Equals("application/*", StringComparison.OrdinalIgnoreCase):
                        _application = Math.Max(_application, quality);
                        break;
                    case 6 when type.Equals("text/*", StringComparison.OrdinalIgnoreCase):
                        _text = Math.Max(_text, quality);
                        break;
                    case 3 when type is "*/*":
                        _any = Math.Max(_any, quality);
                        break;
                    default:
                        break;
                }
            }
        }

        public readonly AcceptHeader Choose()
        {
            var wildcard = _application >= 0 ? _application : _any;
            var graphQL = _graphQL >= 0 ? _graphQL : wildcard;
            var json = _json >= 0 ? _json : wildcard;
            var eventStream = _eventStream >= 0 ? _eventStream : _text >= 0 ? _text : _any;
            var best = Math.Max(graphQL, Math.Max(json, eventStream));

            // At equal quality what the client named goes before what a wildcard allows, and the specification's type before the others.
            var format =
                best <= 0 ? ResponseFormat.None :
                graphQL == best && _graphQL >= 0 ? ResponseFormat.GraphQLResponse :
                json == best && (_json >= 0 || _eventStream < best) ? ResponseFormat.Json :
                graphQL == best && _eventStream < best ? ResponseFormat.GraphQLResponse :
                ResponseFormat.EventStream;

            return new AcceptHeader(format, eventStream > 0);
        }

        private static int Quality(ReadOnlySpan<char> parameters)
        {
            foreach (var part in parameters.Split(';'))
            {
                var parameter = parameters[part].Trim();

                if (parameter.Length > 2 && (parameter[0] | 0x20) == 'q' && parameter[1] == '=')
                {
                    return ParseQuality(parameter[2..]);
                }
            }

            return 1000;
        }

        // qvalue = ( "0" [ "." 0*3DIGIT ] ) / ( "1" [ "." 0*3("0") ] )
        private static int ParseQuality(ReadOnlySpan<char> text)
        {
            if (text.Length > 5 || text[0] is not ('0' or '1') || (text.Length > 1 && text[1] != '.'))
            {
                return 0;
            }

            var quality = (text[0] - '0') * 1000;
            var place = 100;

            foreach (var digit in text.Length > 2 ? text[2..] : [])
            {
                if (!char.IsAsciiDigit(digit))
                {
                    return 0;
                }

                quality += (digit - '0') * place;
                place /= 10;
            }

            return Math.Min(quality, 1000);
        }
    }
}
