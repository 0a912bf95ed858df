using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace SmsPlatform.Infrastructure.Database.Migrations
{
    /// <inheritdoc />
    public partial class ChatbotsAndIntegrations : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "configured_at",
                schema: "channels",
                table: "integrations",
                type: "timestamp with time zone",
                nullable: false,
                defaultValueSql: "now()");

            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "deleted_at",
                schema: "channels",
                table: "integrations",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "failed_count",
                schema: "channels",
                table: "integrations",
                type: "bigint",
                nullable: false,
                defaultValue: 0L);

            migrationBuilder.AddColumn<long>(
                name: "received_count",
                schema: "channels",
                table: "integrations",
                type: "bigint",
                nullable: false,
                defaultValue: 0L);

            migrationBuilder.AddColumn<long>(
                name: "rejected_count",
                schema: "channels",
                table: "integrations",
                type: "bigint",
                nullable: false,
                defaultValue: 0L);

            migrationBuilder.AddColumn<string>(
                name: "retired_secrets",
                schema: "channels",
                table: "integrations",
                type: "jsonb",
                nullable: false,
                defaultValue: "[]");

            migrationBuilder.AddColumn<long>(
                name: "sent_count",
                schema: "channels",
                table: "integrations",
                type: "bigint",
                nullable: false,
                defaultValue: 0L);

            migrationBuilder.AddColumn<string>(
                name: "settings",
                schema: "channels",
                table: "integrations",
                type: "jsonb",
                nullable: false,
                defaultValue: "{}");

            migrationBuilder.AddColumn<string>(
                name: "business_hours",
                schema: "chatbots",
                table: "chatbots",
                type: "jsonb",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "handoff_words",
                schema: "chatbots",
                table: "chatbots",
                type: "jsonb",
                nullable: false,
                defaultValue: "[]");

            migrationBuilder.AddColumn<string>(
                name: "instructions",
                schema: "chatbots",
                table: "chatbots",
                type: "character varying(8000)",
                maxLength: 8000,
                nullable: false,
                defaultValue: "");

            migrationBuilder.AddColumn<string>(
                name: "language",
                schema: "chatbots",
                table: "chatbots",
                type: "character varying(35)",
                maxLength: 35,
                nullable: false,
                defaultValue: "en");

            migrationBuilder.AddColumn<string>(
                name: "model",
                schema: "chatbots",
                table: "chatbots",
                type: "character varying(100)",
                maxLength: 100,
                nullable: false,
                defaultValue: "");

            migrationBuilder.AddColumn<int>(
                name: "segment_budget",
                schema: "chatbots",
                table: "chatbots",
                type: "integer",
                nullable: false,
                defaultValue: 12);

            migrationBuilder.AddColumn<double>(
                name: "temperature",
                schema: "chatbots",
                table: "chatbots",
                type: "double precision",
                nullable: false,
                defaultValue: 0.3);

            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "updated_at",
                schema: "chatbots",
                table: "chatbots",
                type: "timestamp with time zone",
                nullable: false,
                defaultValueSql: "now()");

            migrationBuilder.AddColumn<bool>(
                name: "uses_knowledge",
                schema: "chatbots",
                table: "chatbots",
                type: "boolean",
                nullable: false,
                defaultValue: true);

            migrationBuilder.CreateTable(
                name: "integration_logs",
                schema: "channels",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    workspace_id = table.Column<Guid>(type: "uuid", nullable: false),
                    chatbot_id = table.Column<Guid>(type: "uuid", nullable: false),
                    integration_id = table.Column<Guid>(type: "uuid", nullable: false),
                    channel = table.Column<string>(type: "text", nullable: false),
                    @event = table.Column<string>(name: "event", type: "text", nullable: false),
                    code = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: true),
                    message = table.Column<string>(type: "character varying(500)", maxLength: 500, nullable: true),
                    user_id = table.Column<Guid>(type: "uuid", nullable: true),
                    created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_integration_logs", x => x.id);
                    table.ForeignKey(
                        name: "fk_integration_logs_chatbots_chatbot_id",
                        column: x => x.chatbot_id,
                        principalSchema: "chatbots",
                        principalTable: "chatbots",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "fk_integration_logs_workspaces_workspace_id",
                        column: x => x.workspace_id,
                        principalSchema: "accounts",
                        principalTable: "workspaces",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "rejection_counts",
                schema: "channels",
                columns: table => new
                {
                    integration_id = table.Column<Guid>(type: "uuid", nullable: false),
                    bucket = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    reason = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false),
                    count = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_rejection_counts", x => new { x.integration_id, x.bucket, x.reason });
                });

            migrationBuilder.CreateTable(
                name: "webhook_rejections",
                schema: "channels",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    workspace_id = table.Column<Guid>(type: "uuid", nullable: true),
                    chatbot_id = table.Column<Guid>(type: "uuid", nullable: true),
                    integration_id = table.Column<Guid>(type: "uuid", nullable: true),
                    channel = table.Column<string>(type: "text", nullable: false),
                    reason = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false),
                    account_id = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: true),
                    address = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: true),
                    tried_urls = table.Column<string>(type: "jsonb", nullable: false),
                    tried_variants = table.Column<int>(type: "integer", nullable: false),
                    tried_keys = table.Column<string>(type: "jsonb", nullable: false),
                    diagnosis = table.Column<string>(type: "jsonb", nullable: false),
                    created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_webhook_rejections", x => x.id);
                    table.ForeignKey(
                        name: "fk_webhook_rejections_chatbots_chatbot_id",
                        column: x => x.chatbot_id,
                        principalSchema: "chatbots",
                        principalTable: "chatbots",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "ix_integration_logs_chatbot_id_id",
                schema: "channels",
                table: "integration_logs",
                columns: new[] { "chatbot_id", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_integration_logs_created_at",
                schema: "channels",
                table: "integration_logs",
                column: "created_at");

            migrationBuilder.CreateIndex(
                name: "ix_integration_logs_workspace_id",
                schema: "channels",
                table: "integration_logs",
                column: "workspace_id");

            migrationBuilder.CreateIndex(
                name: "ix_rejection_counts_bucket",
                schema: "channels",
                table: "rejection_counts",
                column: "bucket");

            migrationBuilder.CreateIndex(
                name: "ix_webhook_rejections_chatbot_id_id",
                schema: "channels",
                table: "webhook_rejections",
                columns: new[] { "chatbot_id", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_webhook_rejections_integration_id_id",
                schema: "channels",
                table: "webhook_rejections",
                columns: new[] { "integration_id", "id" });

            // Every node hears of a changed integration as it is committed, whoever changed it (IntegrationListener). By row and only for
            // what the directory keeps: counters change all the time. Equal announcements of one transaction are told once.
            migrationBuilder.Sql("""
                CREATE FUNCTION channels.announce_change() RETURNS trigger LANGUAGE plpgsql AS $$
                BEGIN
                    PERFORM pg_notify('channels_changed', '');
                    RETURN NULL;
                END $$;
                CREATE TRIGGER announce_new AFTER INSERT OR DELETE ON channels.integrations
                    FOR EACH ROW EXECUTE FUNCTION channels.announce_change();
                CREATE TRIGGER announce_change AFTER UPDATE ON channels.integrations
                    FOR EACH ROW
                    WHEN ((OLD.status, OLD.is_enabled, OLD.account_id, OLD.address, OLD.service_id, OLD.settings, OLD.secrets, OLD.retired_secrets, OLD.deleted_at)
                        IS DISTINCT FROM
                        (NEW.status, NEW.is_enabled, NEW.account_id, NEW.address, NEW.service_id, NEW.settings, NEW.secrets, NEW.retired_secrets, NEW.deleted_at))
                    EXECUTE FUNCTION channels.announce_change();
                CREATE TRIGGER announce_change AFTER UPDATE ON chatbots.chatbots
                    FOR EACH ROW
                    WHEN ((OLD.quiet_window, OLD.segment_budget) IS DISTINCT FROM (NEW.quiet_window, NEW.segment_budget))
                    EXECUTE FUNCTION channels.announce_change();
                """);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.Sql("""
                DROP TRIGGER announce_change ON chatbots.chatbots;
                DROP TRIGGER announce_change ON channels.integrations;
                DROP TRIGGER announce_new ON channels.integrations;
                DROP FUNCTION channels.announce_change();
                """);

            migrationBuilder.DropTable(
                name: "integration_logs",
                schema: "channels");

            migrationBuilder.DropTable(
                name: "rejection_counts",
                schema: "channels");

            migrationBuilder.DropTable(
                name: "webhook_rejections",
                schema: "channels");

            migrationBuilder.DropColumn(
                name: "configured_at",
                schema: "channels",
                table: "integrations");

            migrationBuilder.DropColumn(
                name: "deleted_at",
                schema: "channels",
                table: "integrations");

            migrationBuilder.DropColumn(
                name: "failed_count",
                schema: "channels",
                table: "integrations");

            migrationBuilder.DropColumn(
                name: "received_count",
                schema: "channels",
                table: "integrations");

            migrationBuilder.DropColumn(
                name: "rejected_count",
                schema: "channels",
                table: "integrations");

            migrationBuilder.DropColumn(
                name: "retired_secrets",
                schema: "channels",
                table: "integrations");

            migrationBuilder.DropColumn(
                name: "sent_count",
                schema: "channels",
                table: "integrations");

            migrationBuilder.DropColumn(
                name: "settings",
                schema: "channels",
                table: "integrations");

            migrationBuilder.DropColumn(
                name: "business_hours",
                schema: "chatbots",
                table: "chatbots");

            migrationBuilder.DropColumn(
                name: "handoff_words",
                schema: "chatbots",
                table: "chatbots");

            migrationBuilder.DropColumn(
                name: "instructions",
                schema: "chatbots",
                table: "chatbots");

            migrationBuilder.DropColumn(
                name: "language",
                schema: "chatbots",
                table: "chatbots");

            migrationBuilder.DropColumn(
                name: "model",
                schema: "chatbots",
                table: "chatbots");

            migrationBuilder.DropColumn(
                name: "segment_budget",
                schema: "chatbots",
                table: "chatbots");

            migrationBuilder.DropColumn(
                name: "temperature",
                schema: "chatbots",
                table: "chatbots");

            migrationBuilder.DropColumn(
                name: "updated_at",
                schema: "chatbots",
                table: "chatbots");

            migrationBuilder.DropColumn(
                name: "uses_knowledge",
                schema: "chatbots",
                table: "chatbots");
        }
    }
}
