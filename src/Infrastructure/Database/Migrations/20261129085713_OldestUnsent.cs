using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace SmsPlatform.Infrastructure.Database.Migrations
{
    /// <inheritdoc />
    public partial class OldestUnsent : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateIndex(
                name: "ix_messages_oldest_unsent",
                schema: "messaging",
                table: "messages",
                column: "created_at",
                filter: "direction = 'outbound' AND status IN ('queued', 'sending', 'unconfirmed')");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "ix_messages_oldest_unsent",
                schema: "messaging",
                table: "messages");
        }
    }
}
