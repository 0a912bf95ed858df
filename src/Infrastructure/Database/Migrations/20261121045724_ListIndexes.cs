using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace SmsPlatform.Infrastructure.Database.Migrations
{
    /// <inheritdoc />
    public partial class ListIndexes : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateIndex(
                name: "ix_webhook_rejections_workspace_id_id",
                schema: "channels",
                table: "webhook_rejections",
                columns: new[] { "workspace_id", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_integration_logs_integration_id_id",
                schema: "channels",
                table: "integration_logs",
                columns: new[] { "integration_id", "id" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "ix_webhook_rejections_workspace_id_id",
                schema: "channels",
                table: "webhook_rejections");

            migrationBuilder.DropIndex(
                name: "ix_integration_logs_integration_id_id",
                schema: "channels",
                table: "integration_logs");
        }
    }
}
