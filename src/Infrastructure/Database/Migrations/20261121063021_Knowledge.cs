using System;
using Microsoft.EntityFrameworkCore.Migrations;
using NpgsqlTypes;

#nullable disable

namespace SmsPlatform.Infrastructure.Database.Migrations
{
    /// <inheritdoc />
    public partial class Knowledge : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.EnsureSchema(
                name: "knowledge");

            migrationBuilder.AlterDatabase()
                .Annotation("Npgsql:PostgresExtension:btree_gin", ",,")
                .Annotation("Npgsql:PostgresExtension:unaccent", ",,");

            migrationBuilder.CreateTable(
                name: "bases",
                schema: "knowledge",
                columns: table => new
                {
                    chatbot_id = table.Column<Guid>(type: "uuid", nullable: false),
                    workspace_id = table.Column<Guid>(type: "uuid", nullable: false),
                    revision = table.Column<long>(type: "bigint", nullable: false),
                    passages = table.Column<int>(type: "integer", nullable: false),
                    language = table.Column<string>(type: "character varying(20)", maxLength: 20, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_bases", x => x.chatbot_id);
                    table.ForeignKey(
                        name: "fk_bases_chatbots_chatbot_id",
                        column: x => x.chatbot_id,
                        principalSchema: "chatbots",
                        principalTable: "chatbots",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "documents",
                schema: "knowledge",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    workspace_id = table.Column<Guid>(type: "uuid", nullable: false),
                    chatbot_id = table.Column<Guid>(type: "uuid", nullable: false),
                    title = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    kind = table.Column<string>(type: "character varying(16)", maxLength: 16, nullable: false),
                    url = table.Column<string>(type: "character varying(2000)", maxLength: 2000, nullable: true),
                    size = table.Column<long>(type: "bigint", nullable: false),
                    status = table.Column<string>(type: "character varying(16)", maxLength: 16, nullable: false),
                    progress = table.Column<int>(type: "integer", nullable: false),
                    error_code = table.Column<string>(type: "text", nullable: true),
                    error_message = table.Column<string>(type: "character varying(300)", maxLength: 300, nullable: true),
                    passage_count = table.Column<int>(type: "integer", nullable: false),
                    content_hash = table.Column<byte[]>(type: "bytea", nullable: true),
                    indexed_language = table.Column<string>(type: "character varying(20)", maxLength: 20, nullable: true),
                    indexed_model = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: true),
                    indexed_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    updated_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    index_due_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    index_lease_until = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    index_fence = table.Column<long>(type: "bigint", nullable: false),
                    index_attempts = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_documents", x => x.id);
                    table.ForeignKey(
                        name: "fk_documents_chatbots_chatbot_id",
                        column: x => x.chatbot_id,
                        principalSchema: "chatbots",
                        principalTable: "chatbots",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "embeddings",
                schema: "knowledge",
                columns: table => new
                {
                    chatbot_id = table.Column<Guid>(type: "uuid", nullable: false),
                    model = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false),
                    hash = table.Column<byte[]>(type: "bytea", nullable: false),
                    workspace_id = table.Column<Guid>(type: "uuid", nullable: false),
                    vector = table.Column<byte[]>(type: "bytea", nullable: false),
                    sketch = table.Column<byte[]>(type: "bytea", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_embeddings", x => new { x.chatbot_id, x.model, x.hash });
                    table.ForeignKey(
                        name: "fk_embeddings_chatbots_chatbot_id",
                        column: x => x.chatbot_id,
                        principalSchema: "chatbots",
                        principalTable: "chatbots",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "passages",
                schema: "knowledge",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    workspace_id = table.Column<Guid>(type: "uuid", nullable: false),
                    chatbot_id = table.Column<Guid>(type: "uuid", nullable: false),
                    hash = table.Column<byte[]>(type: "bytea", nullable: false),
                    heading = table.Column<string>(type: "text", nullable: false),
                    text = table.Column<string>(type: "text", nullable: false),
                    tokens = table.Column<int>(type: "integer", nullable: false),
                    revision = table.Column<long>(type: "bigint", nullable: false),
                    words = table.Column<NpgsqlTsVector>(type: "tsvector", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_passages", x => x.id);
                    table.ForeignKey(
                        name: "fk_passages_chatbots_chatbot_id",
                        column: x => x.chatbot_id,
                        principalSchema: "chatbots",
                        principalTable: "chatbots",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "terms",
                schema: "knowledge",
                columns: table => new
                {
                    chatbot_id = table.Column<Guid>(type: "uuid", nullable: false),
                    lexeme = table.Column<string>(type: "text", nullable: false),
                    workspace_id = table.Column<Guid>(type: "uuid", nullable: false),
                    passages = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_terms", x => new { x.chatbot_id, x.lexeme });
                    table.ForeignKey(
                        name: "fk_terms_chatbots_chatbot_id",
                        column: x => x.chatbot_id,
                        principalSchema: "chatbots",
                        principalTable: "chatbots",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "sources",
                schema: "knowledge",
                columns: table => new
                {
                    document_id = table.Column<Guid>(type: "uuid", nullable: false),
                    workspace_id = table.Column<Guid>(type: "uuid", nullable: false),
                    content = table.Column<byte[]>(type: "bytea", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_sources", x => x.document_id);
                    table.ForeignKey(
                        name: "fk_sources_documents_document_id",
                        column: x => x.document_id,
                        principalSchema: "knowledge",
                        principalTable: "documents",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "occurrences",
                schema: "knowledge",
                columns: table => new
                {
                    document_id = table.Column<Guid>(type: "uuid", nullable: false),
                    ordinal = table.Column<int>(type: "integer", nullable: false),
                    passage_id = table.Column<Guid>(type: "uuid", nullable: false),
                    workspace_id = table.Column<Guid>(type: "uuid", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_occurrences", x => new { x.document_id, x.ordinal });
                    table.ForeignKey(
                        name: "fk_occurrences_documents_document_id",
                        column: x => x.document_id,
                        principalSchema: "knowledge",
                        principalTable: "documents",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "fk_occurrences_passages_passage_id",
                        column: x => x.passage_id,
                        principalSchema: "knowledge",
                        principalTable: "passages",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "ix_documents_chatbot_id_id",
                schema: "knowledge",
                table: "documents",
                columns: new[] { "chatbot_id", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_documents_index_due_at",
                schema: "knowledge",
                table: "documents",
                column: "index_due_at",
                filter: "index_due_at IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "ix_occurrences_passage_id",
                schema: "knowledge",
                table: "occurrences",
                column: "passage_id");

            migrationBuilder.CreateIndex(
                name: "ix_passages_chatbot_id_hash",
                schema: "knowledge",
                table: "passages",
                columns: new[] { "chatbot_id", "hash" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_passages_chatbot_id_revision",
                schema: "knowledge",
                table: "passages",
                columns: new[] { "chatbot_id", "revision" });

            migrationBuilder.CreateIndex(
                name: "ix_passages_chatbot_id_words",
                schema: "knowledge",
                table: "passages",
                columns: new[] { "chatbot_id", "words" })
                .Annotation("Npgsql:IndexMethod", "gin")
                .Annotation("Npgsql:StorageParameter:fastupdate", false);

            // Passages are ranked by the hundred: their words are kept in their rows, and not in a place of their own where each has to be
            // looked up. Vectors are the opposite: read for a few passages only, and no use to compress.
            migrationBuilder.Sql("ALTER TABLE knowledge.passages SET (toast_tuple_target = 8160)");
            migrationBuilder.Sql("ALTER TABLE knowledge.embeddings ALTER COLUMN vector SET STORAGE EXTERNAL, ALTER COLUMN sketch SET STORAGE MAIN");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "bases",
                schema: "knowledge");

            migrationBuilder.DropTable(
                name: "embeddings",
                schema: "knowledge");

            migrationBuilder.DropTable(
                name: "occurrences",
                schema: "knowledge");

            migrationBuilder.DropTable(
                name: "sources",
                schema: "knowledge");

            migrationBuilder.DropTable(
                name: "terms",
                schema: "knowledge");

            migrationBuilder.DropTable(
                name: "passages",
                schema: "knowledge");

            migrationBuilder.DropTable(
                name: "documents",
                schema: "knowledge");

            migrationBuilder.AlterDatabase()
                .OldAnnotation("Npgsql:PostgresExtension:btree_gin", ",,")
                .OldAnnotation("Npgsql:PostgresExtension:unaccent", ",,");
        }
    }
}
