using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace SmsPlatform.Infrastructure.Database.Migrations
{
    /// <summary>
    /// A message is stored without its conversation's row: the address of ours moves to the activity, and a trigger takes the place of
    /// foreign keys that looked up and locked the conversation for each message.
    /// </summary>
    public partial class LeanIngest : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropForeignKey(
                name: "fk_conversation_activity_conversations_conversation_id",
                schema: "messaging",
                table: "conversation_activity");

            migrationBuilder.DropForeignKey(
                name: "fk_messages_conversations_conversation_id",
                schema: "messaging",
                table: "messages");

            migrationBuilder.Sql("""
                ALTER TABLE messaging.conversation_activity ADD our_address text;
                UPDATE messaging.conversation_activity AS a
                SET our_address = c.our_address
                FROM messaging.conversations AS c
                WHERE c.id = a.conversation_id;
                ALTER TABLE messaging.conversation_activity ALTER our_address SET NOT NULL;
                ALTER TABLE messaging.conversations DROP our_address;
                """);

            // Whoever adds a message holds the activity's lock. The first statement waits for it; the second sees what was then committed.
            migrationBuilder.Sql("""
                CREATE FUNCTION messaging.forget_conversations() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
                BEGIN
                    DELETE FROM messaging.conversation_activity AS a USING gone WHERE a.conversation_id = gone.id;
                    DELETE FROM messaging.messages AS m USING gone WHERE m.conversation_id = gone.id;
                    RETURN NULL;
                END $$;

                CREATE TRIGGER forget_conversations AFTER DELETE ON messaging.conversations
                REFERENCING OLD TABLE AS gone
                FOR EACH STATEMENT EXECUTE FUNCTION messaging.forget_conversations();
                """);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.Sql("""
                DROP TRIGGER forget_conversations ON messaging.conversations;
                DROP FUNCTION messaging.forget_conversations();
                ALTER TABLE messaging.conversations ADD our_address text;
                UPDATE messaging.conversations AS c
                SET our_address = a.our_address
                FROM messaging.conversation_activity AS a
                WHERE a.conversation_id = c.id;
                ALTER TABLE messaging.conversations ALTER our_address SET NOT NULL;
                ALTER TABLE messaging.conversation_activity DROP our_address;
                """);

            migrationBuilder.AddForeignKey(
                name: "fk_conversation_activity_conversations_conversation_id",
                schema: "messaging",
                table: "conversation_activity",
                column: "conversation_id",
                principalSchema: "messaging",
                principalTable: "conversations",
                principalColumn: "id",
                onDelete: ReferentialAction.Cascade);

            migrationBuilder.AddForeignKey(
                name: "fk_messages_conversations_conversation_id",
                schema: "messaging",
                table: "messages",
                column: "conversation_id",
                principalSchema: "messaging",
                principalTable: "conversations",
                principalColumn: "id",
                onDelete: ReferentialAction.Cascade);
        }
    }
}
