using Microsoft.EntityFrameworkCore.Migrations;

namespace SmsPlatform.Infrastructure.Database.Migrations
{
    /// <summary>The whole schema as it was when the first version went out.</summary>
    public partial class Initial
    {
        private static void AddWhatTheModelCannotSay(MigrationBuilder migrationBuilder)
        {
            // Quartz makes its tables itself, but not their schema.
            migrationBuilder.EnsureSchema("scheduler");

            // SMS under the names that reports and scripts know them by.
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

            // Every node forgets what it cached of an integration when the change commits.
            migrationBuilder.Sql("""
                CREATE FUNCTION channels.announce_change() RETURNS trigger LANGUAGE plpgsql AS $$
                BEGIN
                    PERFORM pg_notify('channels_changed', '');
                    RETURN NULL;
                END $$;
                CREATE TRIGGER announce_new AFTER INSERT OR DELETE ON channels.integrations
                    FOR EACH ROW EXECUTE FUNCTION channels.announce_change();
                CREATE TRIGGER announce_change AFTER UPDATE ON channels.integrations
                    FOR EACH ROW
                    WHEN ((OLD.status, OLD.is_enabled, OLD.account_id, OLD.address, OLD.service_id, OLD.settings, OLD.secrets, OLD.retired_secrets, OLD.deleted_at)
                        IS DISTINCT FROM
                        (NEW.status, NEW.is_enabled, NEW.account_id, NEW.address, NEW.service_id, NEW.settings, NEW.secrets, NEW.retired_secrets, NEW.deleted_at))
                    EXECUTE FUNCTION channels.announce_change();
                CREATE TRIGGER announce_change AFTER UPDATE ON chatbots.chatbots
                    FOR EACH ROW
                    WHEN ((OLD.quiet_window, OLD.segment_budget, OLD.consent_words)
                        IS DISTINCT FROM (NEW.quiet_window, NEW.segment_budget, NEW.consent_words))
                    EXECUTE FUNCTION channels.announce_change();
                """);

            // What a message carries is fetched in the background; whatever takes the row along, its bytes are not forgotten.
            migrationBuilder.Sql("""
                CREATE FUNCTION messaging.queue_media() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
                BEGIN
                    INSERT INTO messaging.media
                        (message_id, ordinal, workspace_id, integration_id, url, declared_type, status, attempts, due_at, created_at)
                    SELECT NEW.id, m.place - 1, NEW.workspace_id, NEW.integration_id, m.item ->> 'url', coalesce(m.item ->> 'contentType', ''),
                           'pending', 0, NEW.created_at, NEW.created_at
                    FROM jsonb_array_elements(NEW.media) WITH ORDINALITY AS m (item, place);
                    RETURN NULL;
                END $$;

                CREATE TRIGGER queue_media AFTER INSERT ON messaging.messages
                FOR EACH ROW WHEN (NEW.media <> '[]'::jsonb AND NEW.direction = 'inbound') EXECUTE FUNCTION messaging.queue_media();

                CREATE TABLE messaging.deleted_media (storage_key text PRIMARY KEY);

                CREATE FUNCTION messaging.note_deleted_media() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
                BEGIN
                    INSERT INTO messaging.deleted_media (storage_key) VALUES (OLD.storage_key) ON CONFLICT DO NOTHING;
                    RETURN NULL;
                END $$;

                CREATE TRIGGER note_deleted_media AFTER DELETE ON messaging.media
                FOR EACH ROW WHEN (OLD.storage_key IS NOT NULL) EXECUTE FUNCTION messaging.note_deleted_media();
                """);

            // In place of foreign keys, which cost each message a look-up and a lock. Whoever adds a message holds the activity's lock: the first
            // statement waits for it, the second sees what was then committed.
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

            // Whichever statement moves an outbound message, its history has it: when and by whom as the statement says, or else by the
            // database's clock and unknown. The row is written first, so the transaction has its id before it draws a number (decision 7).
            // A received message costs one comparison.
            migrationBuilder.Sql("""
                CREATE FUNCTION messaging.note_status() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
                DECLARE
                    at timestamptz := NEW.status_at;
                    source text := NEW.status_source;
                BEGIN
                    IF TG_OP = 'INSERT' THEN
                        at := coalesce(at, NEW.created_at);
                        source := coalesce(source, CASE WHEN NEW.is_automatic THEN 'answer' ELSE 'request' END);
                    ELSIF NEW.status_at IS NOT DISTINCT FROM OLD.status_at THEN
                        at := clock_timestamp();
                        source := 'unknown';
                    END IF;
                    INSERT INTO messaging.status_changes (seq, workspace_id, message_id, status, at, source, attempt, error_code, error_message)
                    VALUES (nextval('messaging.messages_seq_seq'), NEW.workspace_id, NEW.id, NEW.status,
                            coalesce(at, clock_timestamp()), coalesce(source, 'unknown'), NEW.attempts, NEW.error_code, NEW.error_message);
                    RETURN NULL;
                END $$;

                CREATE TRIGGER note_first_status AFTER INSERT ON messaging.messages
                FOR EACH ROW WHEN (NEW.direction = 'outbound') EXECUTE FUNCTION messaging.note_status();

                CREATE TRIGGER note_status AFTER UPDATE OF status ON messaging.messages
                FOR EACH ROW WHEN (NEW.direction = 'outbound' AND NEW.status IS DISTINCT FROM OLD.status) EXECUTE FUNCTION messaging.note_status();
                """);

            // A conversation's row changes when somebody decides something about it, and hardly ever with a message.
            migrationBuilder.Sql("""
                CREATE FUNCTION messaging.note_conversation_change() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
                BEGIN
                    INSERT INTO messaging.conversation_changes (seq, workspace_id, conversation_id, at)
                    VALUES (nextval('messaging.messages_seq_seq'), NEW.workspace_id, NEW.id, clock_timestamp());
                    RETURN NULL;
                END $$;

                CREATE TRIGGER note_change AFTER UPDATE ON messaging.conversations
                FOR EACH ROW WHEN (NEW.* IS DISTINCT FROM OLD.*) EXECUTE FUNCTION messaging.note_conversation_change();
                """);

            // The membership is no entity of this model's: who leaves a workspace leaves no assignment behind, and whoever is assigned is a
            // member at that moment.
            migrationBuilder.Sql("""
                ALTER TABLE messaging.conversations ADD CONSTRAINT fk_conversations_members_assigned_to
                    FOREIGN KEY (workspace_id, assigned_to) REFERENCES accounts.members (workspace_id, user_id)
                    ON DELETE SET NULL (assigned_to);
                """);

            // EF makes an index for every foreign key; nothing looks conversations up by this one.
            migrationBuilder.Sql("""
                DROP INDEX messaging.ix_conversations_integration_id;
                """);

            // What is inbound is received and hardly ever unprocessed: columns taken alone, half of everything would seem to be.
            migrationBuilder.Sql("""
                CREATE STATISTICS messaging.messages_states (mcv) ON channel, direction, status, processed FROM messaging.messages;
                """);

            // Written for each send and worth nothing after a crash: no log, and so no waiting for the disk.
            migrationBuilder.Sql("""
                ALTER TABLE messaging.send_limits SET UNLOGGED;
                """);

            // Passages are ranked by the hundred: their words are kept in their rows, and not in a place of their own where each has to be
            // looked up. Vectors are the opposite: read for a few passages only, and no use to compress.
            migrationBuilder.Sql("""
                ALTER TABLE knowledge.passages SET (toast_tuple_target = 8160);
                ALTER TABLE knowledge.embeddings ALTER COLUMN vector SET STORAGE EXTERNAL, ALTER COLUMN sketch SET STORAGE MAIN;
                """);
        }

        // The triggers go with their tables.
        private static void RemoveWhatTheModelCannotSay(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropSchema("scheduler");
            migrationBuilder.Sql("""
                DROP VIEW public.sms_messages;
                DROP FUNCTION channels.announce_change, messaging.queue_media, messaging.note_deleted_media, messaging.forget_conversations,
                              messaging.note_status, messaging.note_conversation_change CASCADE;
                DROP TABLE messaging.deleted_media;
                """);
        }
    }
}
