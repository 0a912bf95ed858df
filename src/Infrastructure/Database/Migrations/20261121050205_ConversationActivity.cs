using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace SmsPlatform.Infrastructure.Database.Migrations
{
    /// <summary>What changes with every message moves into a narrow table of its own.</summary>
    public partial class ConversationActivity : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "conversation_activity",
                schema: "messaging",
                columns: table => new
                {
                    conversation_id = table.Column<Guid>(type: "uuid", nullable: false),
                    workspace_id = table.Column<Guid>(type: "uuid", nullable: false),
                    inbound_count = table.Column<long>(type: "bigint", nullable: false),
                    last_inbound_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    last_message_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    burst_started_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    answer_due_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    answer_lease_until = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    answer_fence = table.Column<long>(type: "bigint", nullable: false),
                    delivery_due_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    delivery_lease_until = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    delivery_fence = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_conversation_activity", x => x.conversation_id);
                    table.ForeignKey(
                        name: "fk_conversation_activity_conversations_conversation_id",
                        column: x => x.conversation_id,
                        principalSchema: "messaging",
                        principalTable: "conversations",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                })
                .Annotation("Npgsql:StorageParameter:fillfactor", 70);

            migrationBuilder.Sql("""
                INSERT INTO messaging.conversation_activity
                    (conversation_id, workspace_id, inbound_count, last_inbound_at, last_message_at, burst_started_at, answer_due_at,
                     answer_lease_until, answer_fence, delivery_due_at, delivery_lease_until, delivery_fence)
                SELECT id, workspace_id, inbound_count, last_inbound_at, coalesce(last_message_at, created_at), burst_started_at, answer_due_at,
                       answer_lease_until, answer_fence, delivery_due_at, delivery_lease_until, delivery_fence
                FROM messaging.conversations;
                """);

            migrationBuilder.CreateIndex(
                name: "ix_conversation_activity_answer_due_at",
                schema: "messaging",
                table: "conversation_activity",
                column: "answer_due_at",
                filter: "answer_due_at IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "ix_conversation_activity_delivery_due_at",
                schema: "messaging",
                table: "conversation_activity",
                column: "delivery_due_at",
                filter: "delivery_due_at IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "ix_conversation_activity_last_message",
                schema: "messaging",
                table: "conversation_activity",
                columns: new[] { "workspace_id", "last_message_at", "conversation_id" });

            migrationBuilder.DropIndex(
                name: "ix_conversations_answer_due_at",
                schema: "messaging",
                table: "conversations");

            migrationBuilder.DropIndex(
                name: "ix_conversations_delivery_due_at",
                schema: "messaging",
                table: "conversations");

            migrationBuilder.DropIndex(
                name: "ix_conversations_workspace_id_last_message_at_id",
                schema: "messaging",
                table: "conversations");

            migrationBuilder.DropColumn(
                name: "answer_due_at",
                schema: "messaging",
                table: "conversations");

            migrationBuilder.DropColumn(
                name: "answer_fence",
                schema: "messaging",
                table: "conversations");

            migrationBuilder.DropColumn(
                name: "answer_lease_until",
                schema: "messaging",
                table: "conversations");

            migrationBuilder.DropColumn(
                name: "burst_started_at",
                schema: "messaging",
                table: "conversations");

            migrationBuilder.DropColumn(
                name: "delivery_due_at",
                schema: "messaging",
                table: "conversations");

            migrationBuilder.DropColumn(
                name: "delivery_fence",
                schema: "messaging",
                table: "conversations");

            migrationBuilder.DropColumn(
                name: "delivery_lease_until",
                schema: "messaging",
                table: "conversations");

            migrationBuilder.DropColumn(
                name: "inbound_count",
                schema: "messaging",
                table: "conversations");

            migrationBuilder.DropColumn(
                name: "last_inbound_at",
                schema: "messaging",
                table: "conversations");

            migrationBuilder.DropColumn(
                name: "last_message_at",
                schema: "messaging",
                table: "conversations");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "answer_due_at",
                schema: "messaging",
                table: "conversations",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "answer_fence",
                schema: "messaging",
                table: "conversations",
                type: "bigint",
                nullable: false,
                defaultValue: 0L);

            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "answer_lease_until",
                schema: "messaging",
                table: "conversations",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "burst_started_at",
                schema: "messaging",
                table: "conversations",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "delivery_due_at",
                schema: "messaging",
                table: "conversations",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "delivery_fence",
                schema: "messaging",
                table: "conversations",
                type: "bigint",
                nullable: false,
                defaultValue: 0L);

            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "delivery_lease_until",
                schema: "messaging",
                table: "conversations",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "inbound_count",
                schema: "messaging",
                table: "conversations",
                type: "bigint",
                nullable: false,
                defaultValue: 0L);

            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "last_inbound_at",
                schema: "messaging",
                table: "conversations",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "last_message_at",
                schema: "messaging",
                table: "conversations",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.Sql("""
                UPDATE messaging.conversations AS c
                SET inbound_count = a.inbound_count, last_inbound_at = a.last_inbound_at, last_message_at = a.last_message_at,
                    burst_started_at = a.burst_started_at, answer_due_at = a.answer_due_at, answer_lease_until = a.answer_lease_until,
                    answer_fence = a.answer_fence, delivery_due_at = a.delivery_due_at, delivery_lease_until = a.delivery_lease_until,
                    delivery_fence = a.delivery_fence
                FROM messaging.conversation_activity AS a
                WHERE a.conversation_id = c.id;
                """);

            migrationBuilder.DropTable(
                name: "conversation_activity",
                schema: "messaging");

            migrationBuilder.CreateIndex(
                name: "ix_conversations_answer_due_at",
                schema: "messaging",
                table: "conversations",
                column: "answer_due_at",
                filter: "answer_due_at IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "ix_conversations_delivery_due_at",
                schema: "messaging",
                table: "conversations",
                column: "delivery_due_at",
                filter: "delivery_due_at IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "ix_conversations_workspace_id_last_message_at_id",
                schema: "messaging",
                table: "conversations",
                columns: new[] { "workspace_id", "last_message_at", "id" });
        }
    }
}
