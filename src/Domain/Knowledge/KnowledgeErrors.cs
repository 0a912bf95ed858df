namespace SmsPlatform.Domain.Knowledge;

/// <summary>The expected failures of knowledge bases: of requests, and of documents that cannot be read.</summary>
public static class KnowledgeErrors
{
    public static readonly Error NotFound = Error.NotFound("document.not_found", "There is no such document.");

    public static readonly Error SourceMissing =
        Error.Validation("document.source_missing", "A document needs a text, a file or a web address, and only one of them.", "text");

    public static readonly Error KindUnknown = Error.Validation(
        "document.kind_unknown", "The file is none that can be read: text, Markdown, HTML, PDF, DOCX or CSV.", "kind");

    public static readonly Error AddressInvalid =
        Error.Validation("document.address_invalid", "The web address is not an absolute https address.", "url");

    public static readonly Error TooManyDocuments =
        Error.Refused("document.too_many", "The chatbot has as many documents as it may have.");

    public static readonly Error QuestionMissing =
        Error.Validation("question.missing", "There is no question.", "question");

    public static readonly Error NoText = Error.Refused("document.no_text", "No text was found in the document.");

    public static readonly Error NotText = Error.Refused("document.not_text", "The document is not a text in UTF-8, UTF-16 or Latin-1.");

    public static readonly Error Damaged = Error.Refused("document.damaged", "The document is damaged, or not of the kind it claims to be.");

    public static readonly Error Encrypted = Error.Refused("document.encrypted", "The document is encrypted. Save it without a password.");

    public static readonly Error TimedOut = Error.Refused("document.timed_out", "Reading the document took too long.");

    public static readonly Error TooLong =
        Error.Refused("document.too_long", "The document holds more text than one document may. Split it.");

    public static readonly Error UnsafeArchive =
        Error.Refused("document.archive_unsafe", "The file unpacks to far more than it should hold.");

    public static readonly Error PdfToolMissing =
        new("document.pdf_tool_missing", "PDFs need the program pdftotext (Debian: poppler-utils).", ErrorKind.Unavailable);

    public static readonly Error AddressNotPublic =
        Error.Refused("document.address_not_public", "The web address leads into a network that is not public.");

    public static readonly Error TooManyRedirects = Error.Refused("document.too_many_redirects", "The web address redirects too often.");

    public static readonly Error PageTooLarge = Error.Refused("document.page_too_large", "The web page is larger than a document may be.");

    public static readonly Error PageKindUnknown =
        Error.Refused("document.page_kind_unknown", "What is at the web address is no text, Markdown, HTML, PDF, DOCX or CSV.");

    public static readonly Error PageUnreachable =
        new("document.page_unreachable", "The web server did not answer in time.", ErrorKind.Unavailable);

    public static readonly Error EmbeddingUnavailable =
        new("document.embedding_unavailable", "The embedding model did not answer.", ErrorKind.Unavailable);

    public static Error TooLarge(int maxBytes) => new(
        "document.too_large", $"A document has at most {maxBytes / (1024 * 1024)} MB.", ErrorKind.TooLarge)
    { Field = "text" };

    public static Error PageRefused(int status) => status >= 500
        ? new Error("document.page_unreachable", $"The web server answered {status}.", ErrorKind.Unavailable)
        : Error.Refused("document.page_refused", $"The web server answered {status}.");
}
