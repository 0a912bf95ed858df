using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace SmsPlatform.Infrastructure.Database.Migrations
{
    /// <inheritdoc />
    public partial class Media : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "media",
                schema: "messaging",
                columns: table => new
                {
                    message_id = table.Column<Guid>(type: "uuid", nullable: false),
                    ordinal = table.Column<int>(type: "integer", nullable: false),
                    workspace_id = table.Column<Guid>(type: "uuid", nullable: false),
                    integration_id = table.Column<Guid>(type: "uuid", nullable: false),
                    url = table.Column<string>(type: "text", nullable: false),
                    declared_type = table.Column<string>(type: "text", nullable: false),
                    status = table.Column<string>(type: "text", nullable: false),
                    content_type = table.Column<string>(type: "text", nullable: true),
                    size = table.Column<long>(type: "bigint", nullable: true),
                    sha256 = table.Column<string>(type: "text", nullable: true),
                    storage_key = table.Column<string>(type: "text", nullable: true),
                    error_code = table.Column<string>(type: "text", nullable: true),
                    error_message = table.Column<string>(type: "text", nullable: true),
                    attempts = table.Column<int>(type: "integer", nullable: false),
                    due_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    stored_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_media", x => new { x.message_id, x.ordinal });
                    table.ForeignKey(
                        name: "fk_media_messages_message_id",
                        column: x => x.message_id,
                        principalSchema: "messaging",
                        principalTable: "messages",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "ix_media_due_at",
                schema: "messaging",
                table: "media",
                column: "due_at",
                filter: "due_at IS NOT NULL");

            // Whichever statement stores a message, its attachments are due with it. A message without any costs one comparison.
            migrationBuilder.Sql(
                """
                CREATE FUNCTION messaging.queue_media() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
                BEGIN
                    INSERT INTO messaging.media
                        (message_id, ordinal, workspace_id, integration_id, url, declared_type, status, attempts, due_at, created_at)
                    SELECT NEW.id, m.place - 1, NEW.workspace_id, NEW.integration_id, m.item ->> 'url', coalesce(m.item ->> 'contentType', ''),
                           'pending', 0, NEW.created_at, NEW.created_at
                    FROM jsonb_array_elements(NEW.media) WITH ORDINALITY AS m (item, place);
                    RETURN NULL;
                END $$;

                CREATE TRIGGER queue_media AFTER INSERT ON messaging.messages
                FOR EACH ROW WHEN (NEW.media <> '[]'::jsonb AND NEW.direction = 'inbound') EXECUTE FUNCTION messaging.queue_media();
                """);

            // Whatever takes a row along, its bytes are not forgotten.
            migrationBuilder.Sql(
                """
                CREATE TABLE messaging.deleted_media (storage_key text PRIMARY KEY);

                CREATE FUNCTION messaging.note_deleted_media() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
                BEGIN
                    INSERT INTO messaging.deleted_media (storage_key) VALUES (OLD.storage_key) ON CONFLICT DO NOTHING;
                    RETURN NULL;
                END $$;

                CREATE TRIGGER note_deleted_media AFTER DELETE ON messaging.media
                FOR EACH ROW WHEN (OLD.storage_key IS NOT NULL) EXECUTE FUNCTION messaging.note_deleted_media();
                """);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.Sql(
                """
                DROP TRIGGER queue_media ON messaging.messages;
                DROP FUNCTION messaging.queue_media();
                """);

            migrationBuilder.DropTable(
                name: "media",
                schema: "messaging");

            migrationBuilder.Sql(
                """
                DROP FUNCTION messaging.note_deleted_media();
                DROP TABLE messaging.deleted_media;
                """);
        }
    }
}
