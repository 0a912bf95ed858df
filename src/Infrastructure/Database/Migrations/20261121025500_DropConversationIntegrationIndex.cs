using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace SmsPlatform.Infrastructure.Database.Migrations
{
    /// <summary>Drops an index that EF makes for every foreign key, and that its model therefore still has.</summary>
    /// <remarks>
    /// No query reads it, and every row of an integration has the same value in it: each webhook, which updates its conversation,
    /// paid a tenth of its time in PostgreSQL for it. Deleting an integration reads the table once instead.
    /// </remarks>
    [DbContext(typeof(PlatformDbContext))]
    [Migration("20261121025500_DropConversationIntegrationIndex")]
    public sealed class DropConversationIntegrationIndex : Migration
    {
        protected override void Up(MigrationBuilder migrationBuilder) =>
            migrationBuilder.Sql("DROP INDEX messaging.ix_conversations_integration_id");

        protected override void Down(MigrationBuilder migrationBuilder) =>
            migrationBuilder.Sql("CREATE INDEX ix_conversations_integration_id ON messaging.conversations (integration_id)");
    }
}
