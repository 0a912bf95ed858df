using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace SmsPlatform.Infrastructure.Database.Migrations
{
    /// <inheritdoc />
    public partial class StatusChanges : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "status_at",
                schema: "messaging",
                table: "messages",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "status_source",
                schema: "messaging",
                table: "messages",
                type: "text",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "conversation_changes",
                schema: "messaging",
                columns: table => new
                {
                    seq = table.Column<long>(type: "bigint", nullable: false),
                    workspace_id = table.Column<Guid>(type: "uuid", nullable: false),
                    conversation_id = table.Column<Guid>(type: "uuid", nullable: false),
                    at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_conversation_changes", x => x.seq);
                });

            migrationBuilder.CreateTable(
                name: "status_changes",
                schema: "messaging",
                columns: table => new
                {
                    seq = table.Column<long>(type: "bigint", nullable: false),
                    workspace_id = table.Column<Guid>(type: "uuid", nullable: false),
                    message_id = table.Column<Guid>(type: "uuid", nullable: false),
                    status = table.Column<string>(type: "text", nullable: false),
                    at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    source = table.Column<string>(type: "text", nullable: false),
                    attempt = table.Column<int>(type: "integer", nullable: false),
                    error_code = table.Column<string>(type: "text", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_status_changes", x => x.seq);
                    table.ForeignKey(
                        name: "fk_status_changes_messages_message_id",
                        column: x => x.message_id,
                        principalSchema: "messaging",
                        principalTable: "messages",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "ix_status_changes_message_id_seq",
                schema: "messaging",
                table: "status_changes",
                columns: new[] { "message_id", "seq" });

            // Whichever statement moves an outbound message, its history has it: when and by whom as the statement says, or else by the
            // database's clock and unknown. The row is written first, so the transaction has its id before it draws a number (decision 7).
            // A received message costs one comparison.
            migrationBuilder.Sql(
                """
                CREATE FUNCTION messaging.note_status() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
                DECLARE
                    at timestamptz := NEW.status_at;
                    source text := NEW.status_source;
                BEGIN
                    IF TG_OP = 'INSERT' THEN
                        at := coalesce(at, NEW.created_at);
                        source := coalesce(source, CASE WHEN NEW.is_automatic THEN 'answer' ELSE 'request' END);
                    ELSIF NEW.status_at IS NOT DISTINCT FROM OLD.status_at THEN
                        at := clock_timestamp();
                        source := 'unknown';
                    END IF;
                    INSERT INTO messaging.status_changes (seq, workspace_id, message_id, status, at, source, attempt, error_code)
                    VALUES (nextval('messaging.messages_seq_seq'), NEW.workspace_id, NEW.id, NEW.status,
                            coalesce(at, clock_timestamp()), coalesce(source, 'unknown'), NEW.attempts, NEW.error_code);
                    RETURN NULL;
                END $$;

                CREATE TRIGGER note_first_status AFTER INSERT ON messaging.messages
                FOR EACH ROW WHEN (NEW.direction = 'outbound') EXECUTE FUNCTION messaging.note_status();

                CREATE TRIGGER note_status AFTER UPDATE OF status ON messaging.messages
                FOR EACH ROW WHEN (NEW.direction = 'outbound' AND NEW.status IS DISTINCT FROM OLD.status) EXECUTE FUNCTION messaging.note_status();
                """);

            // A conversation's row changes when somebody decides something about it, and hardly ever with a message.
            migrationBuilder.Sql(
                """
                CREATE FUNCTION messaging.note_conversation_change() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
                BEGIN
                    INSERT INTO messaging.conversation_changes (seq, workspace_id, conversation_id, at)
                    VALUES (nextval('messaging.messages_seq_seq'), NEW.workspace_id, NEW.id, clock_timestamp());
                    RETURN NULL;
                END $$;

                CREATE TRIGGER note_change AFTER UPDATE ON messaging.conversations
                FOR EACH ROW WHEN (NEW.* IS DISTINCT FROM OLD.*) EXECUTE FUNCTION messaging.note_conversation_change();
                """);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.Sql(
                """
                DROP TRIGGER note_change ON messaging.conversations;
                DROP FUNCTION messaging.note_conversation_change();
                DROP TRIGGER note_status ON messaging.messages;
                DROP TRIGGER note_first_status ON messaging.messages;
                DROP FUNCTION messaging.note_status();
                """);

            migrationBuilder.DropTable(
                name: "conversation_changes",
                schema: "messaging");

            migrationBuilder.DropTable(
                name: "status_changes",
                schema: "messaging");

            migrationBuilder.DropColumn(
                name: "status_at",
                schema: "messaging",
                table: "messages");

            migrationBuilder.DropColumn(
                name: "status_source",
                schema: "messaging",
                table: "messages");
        }
    }
}
