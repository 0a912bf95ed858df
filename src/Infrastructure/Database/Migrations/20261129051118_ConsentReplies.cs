using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace SmsPlatform.Infrastructure.Database.Migrations
{
    /// <inheritdoc />
    public partial class ConsentReplies : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<bool>(
                name: "answers_consent",
                schema: "messaging",
                table: "messages",
                type: "boolean",
                nullable: false,
                defaultValue: false);

            // The directory of integrations keeps the chatbot's own words of consent too, so every node hears of a change.
            migrationBuilder.Sql("""
                DROP TRIGGER announce_change ON chatbots.chatbots;
                CREATE TRIGGER announce_change AFTER UPDATE ON chatbots.chatbots
                    FOR EACH ROW
                    WHEN ((OLD.quiet_window, OLD.segment_budget, OLD.consent_words)
                        IS DISTINCT FROM (NEW.quiet_window, NEW.segment_budget, NEW.consent_words))
                    EXECUTE FUNCTION channels.announce_change();
                """);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.Sql("""
                DROP TRIGGER announce_change ON chatbots.chatbots;
                CREATE TRIGGER announce_change AFTER UPDATE ON chatbots.chatbots
                    FOR EACH ROW
                    WHEN ((OLD.quiet_window, OLD.segment_budget) IS DISTINCT FROM (NEW.quiet_window, NEW.segment_budget))
                    EXECUTE FUNCTION channels.announce_change();
                """);

            migrationBuilder.DropColumn(
                name: "answers_consent",
                schema: "messaging",
                table: "messages");
        }
    }
}
