# What start.sh and stop.sh have in common. Every value may be set from outside.
here="$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)"
RT_PORT="${RT_PORT:-8087}"
RT_STATE="${RT_STATE:-${TMPDIR:-/tmp}/airline-customer-graph-rt-$RT_PORT}"
RT_DATABASE="${RT_DATABASE:-airline_customer_graph_rt_$RT_PORT}"
RT_PGHOST="${RT_PGHOST:-127.0.0.1}"
RT_PGPORT="${RT_PGPORT:-5432}"
RT_PGUSER="${RT_PGUSER:-postgres}"
RT_DBUSER="${RT_DATABASE}_user"
RT_URL="http://127.0.0.1:$RT_PORT"
export RT_SITE_CONFIG="$RT_STATE/RT_SiteConfig.pm" RT_SITE_CONFIG_DIR="$RT_STATE/site-config.d"

say() { echo "request-tracker: $*" >&2; }
as_root() { if [ "$(id -u)" = 0 ]; then "$@"; else sudo -n "$@"; fi; }
sql() { psql -h "$RT_PGHOST" -p "$RT_PGPORT" -U "$RT_PGUSER" -v ON_ERROR_STOP=1 -qAt "$@"; }

server_is_ours() {
  local pid
  pid="$(cat "$RT_STATE/pid" 2>/dev/null)" || return 1
  [ -n "$pid" ] && tr '\0' ' ' <"/proc/$pid/cmdline" 2>/dev/null | grep -q -- "rt-server"
}
