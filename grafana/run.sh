#!/usr/bin/env bash
# Runs a Grafana with the dashboards: in a container, or with --local the grafana-server of this machine. Ctrl-C ends it.
#   PROMETHEUS_URL        http://127.0.0.1:9090   where Grafana finds Prometheus
#   DELEGRAPH_URL         http://127.0.0.1:8080   where Grafana finds Delegraph
#   DELEGRAPH_TOKEN       none                    Delegraph's http.read-token, when it has one
#   DELEGRAPH_LIVE_PAGE   as DELEGRAPH_URL        where a browser finds Delegraph
#   GRAFANA_PORT          3000
set -euo pipefail
here=$(cd -P "$(dirname "${BASH_SOURCE[0]}")" && pwd)
export PROMETHEUS_URL=${PROMETHEUS_URL:-http://127.0.0.1:9090} DELEGRAPH_URL=${DELEGRAPH_URL:-http://127.0.0.1:8080}
# Grafana takes an empty token for a missing one
export DELEGRAPH_TOKEN=${DELEGRAPH_TOKEN:-none}
live_page=${DELEGRAPH_LIVE_PAGE:-$DELEGRAPH_URL}
port=${GRAFANA_PORT:-3000}
image=${GRAFANA_IMAGE:-grafana/grafana:12.3.0}

data=$here/.data
mkdir -p "$data/plugins" "$data/dashboards"
python3 "$here/generate.py" --live-page "$live_page" --to "$data/dashboards"
echo "Grafana: http://127.0.0.1:$port/d/delegraph-overview"

if [ "${1:-}" = --local ]; then
  home=${GRAFANA_HOME:-/usr/share/grafana}
  [ -d "$data/plugins/yesoreyeram-infinity-datasource" ] ||
    grafana cli --homepath "$home" --pluginsDir "$data/plugins" plugins install yesoreyeram-infinity-datasource
  export DELEGRAPH_DASHBOARDS=$data/dashboards
  GF_PATHS_PROVISIONING=$here/provisioning GF_PATHS_DATA=$data GF_PATHS_PLUGINS=$data/plugins GF_PATHS_LOGS=$data/log \
    GF_SERVER_HTTP_ADDR=127.0.0.1 GF_SERVER_HTTP_PORT=$port exec grafana server --homepath "$home"
fi

# The host's network, so that localhost is the same to Grafana as to everybody else.
exec docker run --rm --network host \
  -e PROMETHEUS_URL -e DELEGRAPH_URL -e DELEGRAPH_TOKEN -e DELEGRAPH_DASHBOARDS=/etc/delegraph/dashboards \
  -e GF_PLUGINS_PREINSTALL=yesoreyeram-infinity-datasource -e GF_SERVER_HTTP_ADDR=127.0.0.1 -e GF_SERVER_HTTP_PORT="$port" \
  -v "$here/provisioning:/etc/grafana/provisioning:ro" -v "$data/dashboards:/etc/delegraph/dashboards:ro" "$image"
