using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace SmsPlatform.Infrastructure.Database.Migrations
{
    /// <inheritdoc />
    public partial class MessageListIndexes : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateIndex(
                name: "ix_messages_workspace_id_channel_status_created_at_id",
                schema: "messaging",
                table: "messages",
                columns: new[] { "workspace_id", "channel", "status", "created_at", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_conversations_workspace_id_channel",
                schema: "messaging",
                table: "conversations",
                columns: new[] { "workspace_id", "channel" });

            migrationBuilder.CreateIndex(
                name: "ix_conversations_workspace_id_contact_address",
                schema: "messaging",
                table: "conversations",
                columns: new[] { "workspace_id", "contact_address" });

            migrationBuilder.CreateIndex(
                name: "ix_conversations_workspace_id_mode",
                schema: "messaging",
                table: "conversations",
                columns: new[] { "workspace_id", "mode" });

            // What is inbound is received and hardly ever unprocessed: columns taken alone, half of everything would seem to be.
            migrationBuilder.Sql(
                "CREATE STATISTICS messaging.messages_states (mcv) ON channel, direction, status, processed FROM messaging.messages");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.Sql("DROP STATISTICS messaging.messages_states");

            migrationBuilder.DropIndex(
                name: "ix_messages_workspace_id_channel_status_created_at_id",
                schema: "messaging",
                table: "messages");

            migrationBuilder.DropIndex(
                name: "ix_conversations_workspace_id_channel",
                schema: "messaging",
                table: "conversations");

            migrationBuilder.DropIndex(
                name: "ix_conversations_workspace_id_contact_address",
                schema: "messaging",
                table: "conversations");

            migrationBuilder.DropIndex(
                name: "ix_conversations_workspace_id_mode",
                schema: "messaging",
                table: "conversations");
        }
    }
}
