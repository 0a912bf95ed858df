using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace SmsPlatform.Infrastructure.Database.Migrations
{
    /// <inheritdoc />
    public partial class People : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<Guid>(
                name: "assigned_to",
                schema: "messaging",
                table: "conversations",
                type: "uuid",
                nullable: true);

            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "mode_at",
                schema: "messaging",
                table: "conversations",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "read_count",
                schema: "messaging",
                table: "conversations",
                type: "bigint",
                nullable: false,
                defaultValue: 0L);

            migrationBuilder.AddColumn<bool>(
                name: "shows_pictures",
                schema: "chatbots",
                table: "chatbots",
                type: "boolean",
                nullable: false,
                defaultValue: false);

            migrationBuilder.CreateIndex(
                name: "ix_conversations_human",
                schema: "messaging",
                table: "conversations",
                column: "chatbot_id",
                filter: "mode = 'human'");

            migrationBuilder.CreateIndex(
                name: "ix_conversations_workspace_id_assigned_to",
                schema: "messaging",
                table: "conversations",
                columns: new[] { "workspace_id", "assigned_to" },
                filter: "assigned_to IS NOT NULL");

            // By hand, because the membership is no entity of this model's: who leaves a workspace leaves no assignment behind, and
            // whoever is assigned is a member at that moment.
            migrationBuilder.Sql("""
                ALTER TABLE messaging.conversations ADD CONSTRAINT fk_conversations_members_assigned_to
                    FOREIGN KEY (workspace_id, assigned_to) REFERENCES accounts.members (workspace_id, user_id)
                    ON DELETE SET NULL (assigned_to);
                """);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.Sql("ALTER TABLE messaging.conversations DROP CONSTRAINT fk_conversations_members_assigned_to;");

            migrationBuilder.DropIndex(
                name: "ix_conversations_human",
                schema: "messaging",
                table: "conversations");

            migrationBuilder.DropIndex(
                name: "ix_conversations_workspace_id_assigned_to",
                schema: "messaging",
                table: "conversations");

            migrationBuilder.DropColumn(
                name: "assigned_to",
                schema: "messaging",
                table: "conversations");

            migrationBuilder.DropColumn(
                name: "mode_at",
                schema: "messaging",
                table: "conversations");

            migrationBuilder.DropColumn(
                name: "read_count",
                schema: "messaging",
                table: "conversations");

            migrationBuilder.DropColumn(
                name: "shows_pictures",
                schema: "chatbots",
                table: "chatbots");
        }
    }
}
