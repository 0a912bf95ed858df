using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace SmsPlatform.Infrastructure.Database.Migrations
{
    /// <inheritdoc />
    public partial class DeadLetters : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "error_message",
                schema: "messaging",
                table: "status_changes",
                type: "text",
                nullable: true);

            migrationBuilder.CreateIndex(
                name: "ix_messages_dead",
                schema: "messaging",
                table: "messages",
                columns: new[] { "workspace_id", "created_at", "id" },
                filter: "direction = 'outbound' AND status IN ('failed', 'undelivered', 'expired')");

            // As before, but with the reason in words: a message that is sent again forgets its own.
            migrationBuilder.Sql(
                """
                CREATE OR REPLACE FUNCTION messaging.note_status() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
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
                    INSERT INTO messaging.status_changes (seq, workspace_id, message_id, status, at, source, attempt, error_code, error_message)
                    VALUES (nextval('messaging.messages_seq_seq'), NEW.workspace_id, NEW.id, NEW.status,
                            coalesce(at, clock_timestamp()), coalesce(source, 'unknown'), NEW.attempts, NEW.error_code, NEW.error_message);
                    RETURN NULL;
                END $$;
                """);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.Sql(
                """
                CREATE OR REPLACE FUNCTION messaging.note_status() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
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
                """);

            migrationBuilder.DropIndex(
                name: "ix_messages_dead",
                schema: "messaging",
                table: "messages");

            migrationBuilder.DropColumn(
                name: "error_message",
                schema: "messaging",
                table: "status_changes");
        }
    }
}
