using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using NpgsqlTypes;
using SmsPlatform.Domain.Accounts;
using SmsPlatform.Domain.Chatbots;
using SmsPlatform.Domain.Knowledge;

namespace SmsPlatform.Infrastructure.Knowledge;

internal sealed class DocumentConfiguration : IEntityTypeConfiguration<Document>
{
    public void Configure(EntityTypeBuilder<Document> document)
    {
        document.ToTable("documents", KnowledgeModule.Schema);
        document.HasKey(d => d.Id);
        document.HasOne<Chatbot>().WithMany().HasForeignKey(d => d.ChatbotId);
        document.Property(d => d.WorkspaceId);
        document.Property(d => d.Title).HasMaxLength(Document.MaxTitleLength);
        document.Property(d => d.Kind).HasMaxLength(16);
        document.Property(d => d.Url).HasMaxLength(Document.MaxAddressLength);
        document.Property(d => d.Status).HasMaxLength(16);
        document.Property(d => d.ErrorMessage).HasMaxLength(Document.MaxErrorLength);
        document.Property(d => d.IndexedLanguage).HasMaxLength(Document.MaxLanguageLength);
        document.Property(d => d.IndexedModel).HasMaxLength(Document.MaxModelLength);
        document.Property(d => d.CreatedAt);

        // Serves the list of a chatbot's documents, newest first.
        document.HasIndex(d => new { d.ChatbotId, d.Id });

        // Serves the claim of due work. Partial, because nearly every document is indexed.
        document.HasIndex(d => d.IndexDueAt).HasFilter("index_due_at IS NOT NULL");
    }
}

internal sealed class DocumentSourceConfiguration : IEntityTypeConfiguration<DocumentSource>
{
    public void Configure(EntityTypeBuilder<DocumentSource> source)
    {
        source.ToTable("sources", KnowledgeModule.Schema);
        source.HasKey(s => s.DocumentId);
        source.HasOne<Document>().WithOne().HasForeignKey<DocumentSource>(s => s.DocumentId);
        source.Property(s => s.WorkspaceId);
    }
}

/// <summary>What is true of a chatbot's passages as a whole. Its row is the lock under which they change.</summary>
internal sealed class PassageBase
{
    public ChatbotId ChatbotId { get; init; }

    public WorkspaceId WorkspaceId { get; init; }

    /// <summary>Raised by every change; passages carry the one they came with.</summary>
    public long Revision { get; init; }

    public int Passages { get; init; }

    /// <summary>The language questions are read in, as PostgreSQL names it.</summary>
    public string Language { get; init; } = "";
}

/// <summary>A passage, once for each chatbot, however many documents hold it.</summary>
internal sealed class Passage
{
    public PassageId Id { get; init; }

    public WorkspaceId WorkspaceId { get; init; }

    public ChatbotId ChatbotId { get; init; }

    public byte[] Hash { get; init; } = [];

    public string Heading { get; init; } = "";

    public string Text { get; init; } = "";

    public int Tokens { get; init; }

    public long Revision { get; init; }

    /// <summary>The title's and the headings' words weigh A, the text's D.</summary>
    public NpgsqlTsVector Words { get; init; } = NpgsqlTsVector.Empty;
}

/// <summary>Where in a document a passage is.</summary>
internal sealed class Occurrence
{
    public DocumentId DocumentId { get; init; }

    public int Ordinal { get; init; }

    public PassageId PassageId { get; init; }

    public WorkspaceId WorkspaceId { get; init; }
}

/// <summary>In how many of a chatbot's passages a word is: rare words say more about a question.</summary>
internal sealed class TermCount
{
    public ChatbotId ChatbotId { get; init; }

    public WorkspaceId WorkspaceId { get; init; }

    public string Lexeme { get; init; } = "";

    public int Passages { get; init; }
}

/// <summary>A passage's vector. By the passage's hash, so that it is there before the passage is published, and stays when that is made anew.</summary>
internal sealed class PassageEmbedding
{
    public ChatbotId ChatbotId { get; init; }

    public string Model { get; init; } = "";

    public byte[] Hash { get; init; } = [];

    public WorkspaceId WorkspaceId { get; init; }

    /// <summary>Little-endian single-precision numbers, of length one together.</summary>
    public byte[] Vector { get; init; } = [];

    /// <summary>See <see cref="Vectors.Sketch"/>.</summary>
    public byte[] Sketch { get; init; } = [];
}

internal sealed class PassageBaseConfiguration : IEntityTypeConfiguration<PassageBase>
{
    public void Configure(EntityTypeBuilder<PassageBase> passageBase)
    {
        passageBase.ToTable("bases", KnowledgeModule.Schema);
        passageBase.HasKey(b => b.ChatbotId);
        passageBase.HasOne<Chatbot>().WithOne().HasForeignKey<PassageBase>(b => b.ChatbotId);
        passageBase.Property(b => b.Language).HasMaxLength(Document.MaxLanguageLength);
    }
}

internal sealed class PassageConfiguration : IEntityTypeConfiguration<Passage>
{
    public void Configure(EntityTypeBuilder<Passage> passage)
    {
        passage.ToTable("passages", KnowledgeModule.Schema);
        passage.HasKey(p => p.Id);
        passage.HasOne<Chatbot>().WithMany().HasForeignKey(p => p.ChatbotId);

        // The same words are kept once.
        passage.HasIndex(p => new { p.ChatbotId, p.Hash }).IsUnique();

        // Serves the vectors that are kept in memory: what came since they were read.
        passage.HasIndex(p => new { p.ChatbotId, p.Revision });

        // Serves the search by words. The chatbot is part of it, so that others' passages are not looked at.
        passage.HasIndex(p => new { p.ChatbotId, p.Words }).HasMethod("gin").HasStorageParameter("fastupdate", false);
    }
}

internal sealed class OccurrenceConfiguration : IEntityTypeConfiguration<Occurrence>
{
    public void Configure(EntityTypeBuilder<Occurrence> occurrence)
    {
        occurrence.ToTable("occurrences", KnowledgeModule.Schema);
        occurrence.HasKey(o => new { o.DocumentId, o.Ordinal });
        occurrence.HasOne<Document>().WithMany().HasForeignKey(o => o.DocumentId);
        occurrence.HasOne<Passage>().WithMany().HasForeignKey(o => o.PassageId);
    }
}

internal sealed class TermCountConfiguration : IEntityTypeConfiguration<TermCount>
{
    public void Configure(EntityTypeBuilder<TermCount> term)
    {
        term.ToTable("terms", KnowledgeModule.Schema);
        term.HasKey(t => new { t.ChatbotId, t.Lexeme });
        term.HasOne<Chatbot>().WithMany().HasForeignKey(t => t.ChatbotId);
    }
}

internal sealed class PassageEmbeddingConfiguration : IEntityTypeConfiguration<PassageEmbedding>
{
    public void Configure(EntityTypeBuilder<PassageEmbedding> embedding)
    {
        embedding.ToTable("embeddings", KnowledgeModule.Schema);
        embedding.HasKey(e => new { e.ChatbotId, e.Model, e.Hash });
        embedding.HasOne<Chatbot>().WithMany().HasForeignKey(e => e.ChatbotId);
        embedding.Property(e => e.Model).HasMaxLength(Document.MaxModelLength);
    }
}
