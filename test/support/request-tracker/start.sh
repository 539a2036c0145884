#!/usr/bin/env bash
# Starts a real Request Tracker 5 on loopback for the tests, and prints where it is as environment lines:
#
#   eval "$(test/support/request-tracker/start.sh)"
#
# Installs Debian's packages when they are missing (needs root or sudo), makes a database of its own, a queue, the custom
# fields and two tokens. Run again, it finds what is there and prints the same. stop.sh takes all of it away but the packages.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/settings.sh"

install_packages() {
  [ -x /usr/share/request-tracker5/libexec/rt-server ] && command -v psql >/dev/null && return
  say "installing Debian's packages"
  printf '%s boolean false\n' \
    'request-tracker5 request-tracker5/dbconfig-install' \
    'request-tracker5 request-tracker5/handle-siteconfig-permissions' | as_root debconf-set-selections
  as_root apt-get update -q
  as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends \
    request-tracker5 rt5-standalone rt5-db-postgresql postgresql-client
}

# Where no PostgreSQL answers, Debian's is installed and started with trust on loopback.
provide_postgresql() {
  sql -d postgres -c 'select 1' >/dev/null 2>&1 && return
  say "no PostgreSQL at $RT_PGHOST:$RT_PGPORT; starting one"
  as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends postgresql
  local bin
  bin="$(ls -d /usr/lib/postgresql/*/bin | sort -V | tail -1)"
  as_root mkdir -p "$RT_STATE/postgresql"
  as_root chown postgres "$RT_STATE/postgresql"
  as_root su postgres -c "$bin/initdb -A trust -U postgres -D '$RT_STATE/postgresql/data'"
  as_root su postgres -c "$bin/pg_ctl -w -D '$RT_STATE/postgresql/data' -l '$RT_STATE/postgresql/log' \
    -o '-p $RT_PGPORT -c listen_addresses=127.0.0.1 -c unix_socket_directories=$RT_STATE/postgresql' start"
  sql -d postgres -c 'select 1' >/dev/null
}

write_config() {
  mkdir -p "$RT_STATE/site-config.d"
  cat >"$RT_SITE_CONFIG" <<CONFIG
Set(\$rtname, 'desk.example.org');
Set(\$Organization, 'desk.example.org');
Set(\$WebDomain, '127.0.0.1');
Set(\$WebPort, $RT_PORT);
Set(\$WebBaseURL, '$RT_URL');
Set(\$WebPath, '');
Set(\$DatabaseType, 'Pg');
Set(\$DatabaseHost, '$RT_PGHOST');
Set(\$DatabasePort, '$RT_PGPORT');
Set(\$DatabaseUser, '$RT_DBUSER');
Set(\$DatabasePassword, '$RT_DBUSER');
Set(\$DatabaseName, '$RT_DATABASE');
# Dates in queries are read in the server's zone, and each call checks its token with bcrypt.
Set(\$Timezone, 'UTC');
Set(\$BcryptCost, 5);
Set(\$MailCommand, 'testfile');
Set(\$LogToSTDERR, 'error');
Set(\$LogToSyslog, undef);
# A search that a test gets wrong must not keep a core busy for the rest of the day.
\$ENV{PGOPTIONS} = '-c statement_timeout=20000';
1;
CONFIG
}

make_database() {
  [ "$(sql -d postgres -c "select 1 from pg_database where datname = '$RT_DATABASE'")" = 1 ] && [ -s "$RT_STATE/tokens" ] && return
  say "making database $RT_DATABASE"
  sql -d postgres -c "drop database if exists $RT_DATABASE with (force)"
  echo | rt-setup-database-5 --action init --dba "$RT_PGUSER" --dba-password '' >"$RT_STATE/setup.log" 2>&1 ||
    { cat "$RT_STATE/setup.log" >&2; return 1; }
  (umask 077 && perl "$here/prepare.pl" 2>>"$RT_STATE/setup.log" >"$RT_STATE/tokens") || { cat "$RT_STATE/setup.log" >&2; return 1; }
  # Without statistics PostgreSQL plans RT's many joins badly.
  sql -d "$RT_DATABASE" -c analyze
}

start_server() {
  server_is_ours && return
  say "starting on port $RT_PORT"
  setsid /usr/share/request-tracker5/libexec/rt-server --server Starlet --host 127.0.0.1 --port "$RT_PORT" \
    --max-workers 4 >"$RT_STATE/server.log" 2>&1 </dev/null &
  echo $! >"$RT_STATE/pid"
}

await_server() {
  source "$RT_STATE/tokens"
  for _ in $(seq 1 120); do
    curl -sf -m 5 -o /dev/null -H "Authorization: token $RT_TOKEN" "$RT_URL/REST/2.0/rt" && return
    sleep 0.25
  done
  say "it does not answer; its log:"
  tail -20 "$RT_STATE/server.log" >&2
  return 1
}

{
  mkdir -p "$RT_STATE"
  install_packages
  provide_postgresql
  write_config
  make_database
  start_server
  await_server
} >&2
cat <<LINES
export RT_URL=$RT_URL
export RT_DATABASE_URL=postgres://$RT_PGUSER@$RT_PGHOST:$RT_PGPORT/$RT_DATABASE
LINES
sed 's/^/export /' "$RT_STATE/tokens"
