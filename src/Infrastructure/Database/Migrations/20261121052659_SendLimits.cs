using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace SmsPlatform.Infrastructure.Database.Migrations
{
    /// <inheritdoc />
    public partial class SendLimits : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<long>(
                name: "account_ticket",
                schema: "messaging",
                table: "messages",
                type: "bigint",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "sender_ticket",
                schema: "messaging",
                table: "messages",
                type: "bigint",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "send_limits",
                schema: "messaging",
                columns: table => new
                {
                    workspace_id = table.Column<Guid>(type: "uuid", nullable: false),
                    account = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false),
                    sender = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false),
                    free_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    busy_until = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    issued = table.Column<long>(type: "bigint", nullable: false),
                    served = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_send_limits", x => new { x.workspace_id, x.account, x.sender });
                });

            // Written for each send and worth nothing after a crash: no log, and so no waiting for the disk.
            migrationBuilder.Sql("ALTER TABLE messaging.send_limits SET UNLOGGED");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "send_limits",
                schema: "messaging");

            migrationBuilder.DropColumn(
                name: "account_ticket",
                schema: "messaging",
                table: "messages");

            migrationBuilder.DropColumn(
                name: "sender_ticket",
                schema: "messaging",
                table: "messages");
        }
    }
}
