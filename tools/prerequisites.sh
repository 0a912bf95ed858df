# Sourced by ./run and ./test: finds the .NET SDK and installs what a fresh Debian machine lacks.

export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1
# No build server outlives the command that started it.
export MSBUILDDISABLENODEREUSE=1 UseSharedCompilation=false

say() { printf '%s\n' "$*"; }
fail() { printf '%s\n' "$*" >&2; exit 1; }

require_dotnet() {
    command -v dotnet >/dev/null || PATH="$PATH:$HOME/.dotnet:/usr/share/dotnet:/usr/lib/dotnet"
    dotnet --list-sdks 2>/dev/null | grep -q '^10\.' \
        || fail "The .NET 10 SDK is needed: https://dotnet.microsoft.com/download/dotnet/10.0 (Debian: see https://learn.microsoft.com/dotnet/core/install/linux-debian)."
}

as_root() {
    if [ "$(id -u)" = 0 ]; then "$@"
    elif command -v sudo >/dev/null; then sudo "$@"
    else return 1
    fi
}

apt_install() {
    command -v apt-get >/dev/null || return 1
    as_root env DEBIAN_FRONTEND=noninteractive apt-get -o DPkg::Lock::Timeout=120 install -y --no-install-recommends "$@" </dev/null
}

has_postgres() {
    compgen -G '/usr/lib/postgresql/*/bin/initdb' >/dev/null || { command -v initdb && command -v pg_ctl; } >/dev/null
}

require_postgres() {
    has_postgres && return
    say "Installing PostgreSQL…"
    {
        as_root apt-get -o DPkg::Lock::Timeout=120 update </dev/null
        # Only the programs are wanted, so Debian's package is told not to make and start a cluster of its own.
        apt_install postgresql-common \
            && as_root sed -i -E 's/^#?[[:space:]]*create_main_cluster.*/create_main_cluster = false/' /etc/postgresql-common/createcluster.conf \
            && apt_install postgresql
    } >"$artifacts/install-postgresql.log" 2>&1
    has_postgres || fail "PostgreSQL could not be installed (see $artifacts/install-postgresql.log). Install it (Debian: apt-get install postgresql), or set $1."
}

require_node() {
    command -v node >/dev/null && command -v npm >/dev/null && return
    say "Installing Node.js…"
    { as_root apt-get -o DPkg::Lock::Timeout=120 update </dev/null; apt_install nodejs npm; } >"$artifacts/install-node.log" 2>&1
    command -v npm >/dev/null || fail "Node.js could not be installed (see $artifacts/install-node.log). Install it (Debian: apt-get install nodejs npm)."
}

# Reads PDF documents of knowledge bases.
require_pdftotext() {
    command -v pdftotext >/dev/null && return
    say "Installing pdftotext…"
    { as_root apt-get -o DPkg::Lock::Timeout=120 update </dev/null; apt_install poppler-utils; } >"$artifacts/install-poppler.log" 2>&1
    command -v pdftotext >/dev/null || fail "pdftotext could not be installed (see $artifacts/install-poppler.log). Install it (Debian: apt-get install poppler-utils)."
}

# Opens pages in tests.
require_chromium() {
    command -v chromium >/dev/null && return
    say "Installing Chromium…"
    { as_root apt-get -o DPkg::Lock::Timeout=120 update </dev/null; apt_install chromium; } >"$artifacts/install-chromium.log" 2>&1
    command -v chromium >/dev/null || fail "Chromium could not be installed (see $artifacts/install-chromium.log). Install it (Debian: apt-get install chromium)."
}
