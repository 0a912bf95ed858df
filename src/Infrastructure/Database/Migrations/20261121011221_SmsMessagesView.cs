using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace SmsPlatform.Infrastructure.Database.Migrations;

/// <summary>SMS under the names that reports and scripts know, and the schema of the job store.</summary>
public partial class SmsMessagesView : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.EnsureSchema("scheduler");
        migrationBuilder.Sql("""
            CREATE VIEW public.sms_messages AS
            SELECT m.id::text AS id,
                   m.external_id AS message_sid,
                   m.account_id AS account_sid,
                   m."from",
                   m."to",
                   m.body,
                   m.direction,
                   m.status,
                   jsonb_array_length(m.media) AS num_media,
                   jsonb_path_query_array(m.media, '$[*].url') AS media_urls,
                   m.processed,
                   coalesce(m.linked_conversation_id, m.conversation_id)::text AS chat_id,
                   coalesce(m.response_external_id, response.external_id) AS response_message_sid,
                   CASE WHEN m.error_code ~ '^\d{1,9}$' THEN m.error_code::integer END AS error_code,
                   m.error_message,
                   m.created_at AT TIME ZONE 'UTC' AS created_at,
                   m.processed_at AT TIME ZONE 'UTC' AS processed_at
            FROM messaging.messages AS m
            LEFT JOIN messaging.messages AS response ON response.id = m.response_message_id
            WHERE m.channel = 'sms'
            """);
    }

    protected override void Down(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.Sql("DROP VIEW public.sms_messages");
        migrationBuilder.DropSchema("scheduler");
    }
}
