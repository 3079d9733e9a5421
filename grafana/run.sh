#!/usr/bin/env bash
# Runs a Grafana with the dashboards: in a container, or with --local the Grafana of this machine. Ctrl-C ends it.
#   PROMETHEUS_URL        http://127.0.0.1:9090   where Grafana finds Prometheus
#   DELEGRAPH_URL         http://127.0.0.1:8080   where Grafana finds Delegraph
#   DELEGRAPH_TOKEN       none                    Delegraph's http.read-token, when it has one
#   DELEGRAPH_LIVE_PAGE   as DELEGRAPH_URL        where a browser finds Delegraph
#   GRAFANA_PORT          3000
#   GRAFANA_DATA          ~/.local/share/delegraph/grafana   what Grafana keeps
# --check says what is missing and starts nothing.
set -euo pipefail
here=$(cd -P "$(dirname "${BASH_SOURCE[0]}")" && pwd)
export PROMETHEUS_URL=${PROMETHEUS_URL:-http://127.0.0.1:9090} DELEGRAPH_URL=${DELEGRAPH_URL:-http://127.0.0.1:8080}
# Grafana takes an empty token for a missing one
export DELEGRAPH_TOKEN=${DELEGRAPH_TOKEN:-none}
live_page=${DELEGRAPH_LIVE_PAGE:-$DELEGRAPH_URL}
port=${GRAFANA_PORT:-3000}
image=${GRAFANA_IMAGE:-grafana/grafana:12.3.0}
infinity=yesoreyeram-infinity-datasource@3.8.0
# not in this folder, which may be read-only
data=${GRAFANA_DATA:-${XDG_DATA_HOME:-$HOME/.local/share}/delegraph/grafana}

local=false check=false
for argument; do
  case $argument in
    --local) local=true ;;
    --check) check=true ;;
    -h | --help) sed -n '2,/^set/{/^set/d; s/^# \{0,1\}//; p}' "${BASH_SOURCE[0]}"; exit 0 ;;
    *) echo "grafana/run.sh: unknown option $argument; --help says which there are" >&2; exit 2 ;;
  esac
done

missing=0
lacks() { printf 'grafana/run.sh: %s\n' "$1" >&2; missing=1; }
answers() { python3 - "$1" <<'END'
import sys, urllib.error, urllib.request
try:
    urllib.request.urlopen(sys.argv[1], timeout=3).close()
except urllib.error.HTTPError:
    pass
except (OSError, ValueError):
    sys.exit(1)
END
}

if ! command -v python3 >/dev/null; then
  lacks "Python 3 is missing: it writes the dashboards"
elif $local; then
  command -v grafana >/dev/null || lacks "Grafana is missing: install grafana 11.6 or newer, or run it in a container without --local"
else
  command -v docker >/dev/null || lacks "Docker is missing: install it, or run the Grafana of this machine with --local"
  { ! command -v docker >/dev/null || docker info >/dev/null 2>&1; } ||
    lacks "Docker does not answer: start it, or run the Grafana of this machine with --local"
fi
[ "$missing" = 0 ] || exit 1
answers "$PROMETHEUS_URL/-/ready" ||
  lacks "no Prometheus answers at $PROMETHEUS_URL (PROMETHEUS_URL): prometheus --config.file=deploy/prometheus/prometheus.yml starts one"
answers "$DELEGRAPH_URL/healthz" || lacks "no Delegraph answers at $DELEGRAPH_URL (DELEGRAPH_URL): ./delegraph up starts one"
# either may be started later: the panels are empty until then
if $check; then exit "$missing"; fi

mkdir -p "$data/plugins" "$data/dashboards"
python3 "$here/generate.py" --live-page "$live_page" --to "$data/dashboards"
echo "Grafana: http://127.0.0.1:$port/d/delegraph-overview, user admin, password admin (Grafana asks for another one at the first login)"

if $local; then
  home=${GRAFANA_HOME:-/usr/share/grafana}
  [ -d "$data/plugins/${infinity%@*}" ] ||
    grafana cli --homepath "$home" --pluginsDir "$data/plugins" plugins install "${infinity%@*}" "${infinity#*@}"
  export DELEGRAPH_DASHBOARDS=$data/dashboards
  GF_PATHS_PROVISIONING=$here/provisioning GF_PATHS_DATA=$data GF_PATHS_PLUGINS=$data/plugins GF_PATHS_LOGS=$data/log \
    GF_SERVER_HTTP_ADDR=127.0.0.1 GF_SERVER_HTTP_PORT=$port exec grafana server --homepath "$home"
fi

# The host's network, so that localhost is the same to Grafana as to everybody else. The plugin is there before the data sources are
# provisioned, which need it.
exec docker run --rm --network host \
  -e PROMETHEUS_URL -e DELEGRAPH_URL -e DELEGRAPH_TOKEN -e DELEGRAPH_DASHBOARDS=/etc/delegraph/dashboards \
  -e GF_PLUGINS_PREINSTALL_SYNC="$infinity" -e GF_SERVER_HTTP_ADDR=127.0.0.1 -e GF_SERVER_HTTP_PORT="$port" \
  -v "$here/provisioning:/etc/grafana/provisioning:ro" -v "$data/dashboards:/etc/delegraph/dashboards:ro" "$image"
