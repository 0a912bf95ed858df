using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace SmsPlatform.Infrastructure.Database.Migrations
{
    /// <inheritdoc />
    public partial class Automation : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.EnsureSchema(
                name: "automation");

            // The defaults are those of a new chatbot: for those that exist, and for nodes that do not know the columns yet.
            migrationBuilder.AddColumn<string>(
                name: "closed_text",
                schema: "chatbots",
                table: "chatbots",
                type: "character varying(1600)",
                maxLength: 1600,
                nullable: false,
                defaultValue: "We are closed right now. We will get back to you when we are here again.");

            migrationBuilder.AddColumn<string>(
                name: "consent_words",
                schema: "chatbots",
                table: "chatbots",
                type: "jsonb",
                nullable: false,
                defaultValue: """{"optOut":[],"optIn":[],"help":[]}""");

            migrationBuilder.AddColumn<decimal>(
                name: "daily_cost_cap",
                schema: "chatbots",
                table: "chatbots",
                type: "numeric",
                nullable: false,
                defaultValue: 0m);

            migrationBuilder.AddColumn<long>(
                name: "daily_token_cap",
                schema: "chatbots",
                table: "chatbots",
                type: "bigint",
                nullable: false,
                defaultValue: 500000L);

            migrationBuilder.AddColumn<string>(
                name: "handoff_text",
                schema: "chatbots",
                table: "chatbots",
                type: "character varying(1600)",
                maxLength: 1600,
                nullable: false,
                defaultValue: "One moment please, a person will get back to you.");

            migrationBuilder.AddColumn<string>(
                name: "help_text",
                schema: "chatbots",
                table: "chatbots",
                type: "character varying(1600)",
                maxLength: 1600,
                nullable: false,
                defaultValue: "This is an automatic service. Reply STOP to unsubscribe.");

            migrationBuilder.AddColumn<int>(
                name: "max_answer_tokens",
                schema: "chatbots",
                table: "chatbots",
                type: "integer",
                nullable: false,
                defaultValue: 500);

            migrationBuilder.AddColumn<int>(
                name: "memory_tokens",
                schema: "chatbots",
                table: "chatbots",
                type: "integer",
                nullable: false,
                defaultValue: 1000);

            migrationBuilder.AddColumn<string>(
                name: "opt_in_text",
                schema: "chatbots",
                table: "chatbots",
                type: "character varying(1600)",
                maxLength: 1600,
                nullable: false,
                defaultValue: "You are subscribed again. Reply STOP to unsubscribe.");

            migrationBuilder.AddColumn<string>(
                name: "opt_out_text",
                schema: "chatbots",
                table: "chatbots",
                type: "character varying(1600)",
                maxLength: 1600,
                nullable: false,
                defaultValue: "You have been unsubscribed and will get no more messages. Reply START to get them again.");

            migrationBuilder.AddColumn<TimeSpan>(
                name: "return_to_bot_after",
                schema: "chatbots",
                table: "chatbots",
                type: "interval",
                nullable: true,
                defaultValue: TimeSpan.FromHours(24));

            migrationBuilder.AddColumn<string>(
                name: "when_closed",
                schema: "chatbots",
                table: "chatbots",
                type: "text",
                nullable: false,
                defaultValue: "answer");

            migrationBuilder.AddColumn<string>(
                name: "when_unsure",
                schema: "chatbots",
                table: "chatbots",
                type: "text",
                nullable: false,
                defaultValue: "say_fallback");

            migrationBuilder.CreateTable(
                name: "reply_templates",
                schema: "automation",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    workspace_id = table.Column<Guid>(type: "uuid", nullable: false),
                    chatbot_id = table.Column<Guid>(type: "uuid", nullable: false),
                    name = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false),
                    body = table.Column<string>(type: "character varying(1600)", maxLength: 1600, nullable: false),
                    quick_replies = table.Column<string>(type: "jsonb", nullable: false),
                    created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    updated_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_reply_templates", x => x.id);
                    table.ForeignKey(
                        name: "fk_reply_templates_chatbots_chatbot_id",
                        column: x => x.chatbot_id,
                        principalSchema: "chatbots",
                        principalTable: "chatbots",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "keyword_rules",
                schema: "automation",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    workspace_id = table.Column<Guid>(type: "uuid", nullable: false),
                    chatbot_id = table.Column<Guid>(type: "uuid", nullable: false),
                    name = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false),
                    priority = table.Column<int>(type: "integer", nullable: false),
                    is_active = table.Column<bool>(type: "boolean", nullable: false),
                    match = table.Column<string>(type: "text", nullable: false),
                    patterns = table.Column<string>(type: "jsonb", nullable: false),
                    channels = table.Column<string[]>(type: "text[]", nullable: false),
                    hours = table.Column<string>(type: "jsonb", nullable: true),
                    action = table.Column<string>(type: "text", nullable: false),
                    template_id = table.Column<Guid>(type: "uuid", nullable: true),
                    tag = table.Column<string>(type: "character varying(50)", maxLength: 50, nullable: false),
                    created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    updated_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_keyword_rules", x => x.id);
                    table.ForeignKey(
                        name: "fk_keyword_rules_chatbots_chatbot_id",
                        column: x => x.chatbot_id,
                        principalSchema: "chatbots",
                        principalTable: "chatbots",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "fk_keyword_rules_reply_templates_template_id",
                        column: x => x.template_id,
                        principalSchema: "automation",
                        principalTable: "reply_templates",
                        principalColumn: "id");
                });

            migrationBuilder.CreateIndex(
                name: "ix_keyword_rules_chatbot_id_priority_id",
                schema: "automation",
                table: "keyword_rules",
                columns: new[] { "chatbot_id", "priority", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_keyword_rules_template_id",
                schema: "automation",
                table: "keyword_rules",
                column: "template_id");

            migrationBuilder.CreateIndex(
                name: "ix_keyword_rules_workspace_id_id",
                schema: "automation",
                table: "keyword_rules",
                columns: new[] { "workspace_id", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_reply_templates_chatbot_id_id",
                schema: "automation",
                table: "reply_templates",
                columns: new[] { "chatbot_id", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_reply_templates_workspace_id_id",
                schema: "automation",
                table: "reply_templates",
                columns: new[] { "workspace_id", "id" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "keyword_rules",
                schema: "automation");

            migrationBuilder.DropTable(
                name: "reply_templates",
                schema: "automation");

            migrationBuilder.DropColumn(
                name: "closed_text",
                schema: "chatbots",
                table: "chatbots");

            migrationBuilder.DropColumn(
                name: "consent_words",
                schema: "chatbots",
                table: "chatbots");

            migrationBuilder.DropColumn(
                name: "daily_cost_cap",
                schema: "chatbots",
                table: "chatbots");

            migrationBuilder.DropColumn(
                name: "daily_token_cap",
                schema: "chatbots",
                table: "chatbots");

            migrationBuilder.DropColumn(
                name: "handoff_text",
                schema: "chatbots",
                table: "chatbots");

            migrationBuilder.DropColumn(
                name: "help_text",
                schema: "chatbots",
                table: "chatbots");

            migrationBuilder.DropColumn(
                name: "max_answer_tokens",
                schema: "chatbots",
                table: "chatbots");

            migrationBuilder.DropColumn(
                name: "memory_tokens",
                schema: "chatbots",
                table: "chatbots");

            migrationBuilder.DropColumn(
                name: "opt_in_text",
                schema: "chatbots",
                table: "chatbots");

            migrationBuilder.DropColumn(
                name: "opt_out_text",
                schema: "chatbots",
                table: "chatbots");

            migrationBuilder.DropColumn(
                name: "return_to_bot_after",
                schema: "chatbots",
                table: "chatbots");

            migrationBuilder.DropColumn(
                name: "when_closed",
                schema: "chatbots",
                table: "chatbots");

            migrationBuilder.DropColumn(
                name: "when_unsure",
                schema: "chatbots",
                table: "chatbots");
        }
    }
}
