using System.Globalization;

namespace SmsPlatform.Infrastructure.Database.PrivateCluster;

/// <summary>The server's configuration file, written anew at each start.</summary>
internal static class ServerSettings
{
    public static string Render(PrivateClusterOptions options, ClusterLayout layout) => string.Create(CultureInfo.InvariantCulture, $"""
        # Written by SmsPlatform at each start. Settings of your own go into local.conf beside this file.
        listen_addresses = ''
        unix_socket_directories = '{layout.SocketDirectory}'
        unix_socket_permissions = 0700
        port = {ClusterLayout.Port}
        max_connections = {options.MaxConnections}

        # A small machine that it shares with the platform.
        shared_buffers = '{options.SharedBuffersMegabytes}MB'
        effective_cache_size = '512MB'
        work_mem = '8MB'
        maintenance_work_mem = '64MB'
        random_page_cost = 1.1
        jit = off
        # Parallel queries need /dev/shm, of which a container has only 64 MB.
        max_parallel_workers_per_gather = 0
        max_wal_size = '1GB'
        checkpoint_timeout = '15min'
        wal_compression = on
        # Ends the queries of a host that was killed, so that their locks do not outlive it.
        client_connection_check_interval = '5s'

        fsync = {OnOff(options.Durable)}
        synchronous_commit = {OnOff(options.Durable)}
        full_page_writes = {OnOff(options.Durable)}

        timezone = 'UTC'
        log_timezone = 'UTC'
        logging_collector = on
        log_directory = '../log'
        # Seven files, each overwritten a week later.
        log_filename = 'server-%a.log'
        log_rotation_age = '1d'
        log_rotation_size = 0
        log_truncate_on_rotation = on
        # Terse, and no statements: their details hold phone numbers and texts.
        log_error_verbosity = terse
        log_min_error_statement = panic
        include_if_exists = 'local.conf'

        """);

    private static string OnOff(bool value) => value ? "on" : "off";
}
