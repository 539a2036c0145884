#!/usr/bin/env bash
# Ends what start.sh started: the server, its database and its files; the packages stay.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/settings.sh"

if server_is_ours; then
  pid="$(cat "$RT_STATE/pid")"
  kill -TERM -- "-$pid" 2>/dev/null || kill -TERM "$pid" || true
  for _ in $(seq 1 40); do kill -0 "$pid" 2>/dev/null || break; sleep 0.1; done
fi
sql -d postgres -c "drop database if exists $RT_DATABASE with (force)" -c "drop role if exists $RT_DBUSER" || true
if [ -d "$RT_STATE/postgresql/data" ]; then
  bin="$(ls -d /usr/lib/postgresql/*/bin | sort -V | tail -1)"
  as_root su postgres -c "$bin/pg_ctl -m fast -D '$RT_STATE/postgresql/data' stop" || true
  as_root rm -rf "$RT_STATE/postgresql"
fi
rm -rf "$RT_STATE"
