#!/usr/bin/env bash
# The dashboards: generated as they stand, held to the rules of grafana/checks (each of which finds its fault), every expression read by
# promtool where there is one, every question to the API asked; and what starts Grafana, as far as that shows without Docker.
# Usage: [HTTP=URL] .ci/checks/grafana.sh, with Delegraph running there.
set -euo pipefail
home=$(cd -P "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
cd "$home"
work=$(mktemp -d)
trap 'chmod -R u+w "$work"; rm -rf "$work"' EXIT
fail() { echo "grafana: $1" >&2; exit 1; }

python3 grafana/generate.py --check
for file in grafana/dashboards/*.json; do jq -e '.uid and .schemaVersion' "$file" >/dev/null || fail "$file is no dashboard"; done
for file in grafana/import/*.json; do jq -e '.__inputs | length >= 2' "$file" >/dev/null || fail "$file does not ask for its data sources"; done
python3 grafana/check.py ${HTTP:+--url "$HTTP"}
python3 -m unittest discover grafana/tests >"$work/tests" 2>&1 || { cat "$work/tests"; fail "a planted fault is not found"; }
grep '^Ran' "$work/tests"

if command -v promtool >/dev/null; then
  python3 grafana/check.py --rules >"$work/rules.yml"
  promtool check rules "$work/rules.yml" >"$work/out" 2>&1 || { cat "$work/out"; exit 1; }
  grep -i 'rules found' "$work/out"
else
  echo "skipped: no promtool here to read the expressions"
fi

# a changed dashboard is found
mkdir "$work/copy"
cp -r grafana deploy "$work/copy"
sed -i 's/Live agents/Agents/' "$work/copy/grafana/dashboards/overview.json"
if python3 "$work/copy/grafana/generate.py" --check 2>/dev/null; then fail "a changed dashboard is not noticed"; fi

# what starts Grafana
bash -n grafana/run.sh
python3 -c 'import yaml' 2>/dev/null || { apt-get update -qq; DEBIAN_FRONTEND=noninteractive apt-get install -y -qq python3-yaml >/dev/null; }
python=$(for each in python3 /usr/bin/python3; do "$each" -c 'import yaml' 2>/dev/null && echo "$each" && break; done)
"$python" .ci/compose.py "$home" || fail "deploy/compose.yaml cannot start"
sed -i 's/prometheus:v3.*/prometheus:latest/; s/datasource@.*/datasource/; s|\./prometheus:|./prometheuss:|; s|9093/-/ready|9094/-/ready|' "$work/copy/deploy/compose.yaml"
"$python" .ci/compose.py "$work/copy" >"$work/out" && fail "a compose file that cannot start is not noticed"
for mistake in 'latest is not pinned' 'the plugin yesoreyeram-infinity-datasource is not pinned' './prometheuss, which does not exist' \
  'alertmanager: its health check asks http://127.0.0.1:9094/'; do
  grep -qF "$mistake" "$work/out" || { cat "$work/out"; fail "not noticed: $mistake"; }
done

# run.sh says what is missing, and starts from a folder that cannot be written
mkdir "$work/bin"
for tool in bash dirname mkdir cat; do ln -s "$(command -v "$tool")" "$work/bin/$tool"; done
ln -s "$(python3 -c 'import sys; print(sys.executable)')" "$work/bin/python3"
PATH=$work/bin bash grafana/run.sh --check 2>"$work/out" && fail "run.sh does not notice that Docker is missing"
grep -q 'Docker is missing' "$work/out" || { cat "$work/out"; fail "run.sh does not say that Docker is missing"; }
PATH=$work/bin bash grafana/run.sh --local --check 2>"$work/out" && fail "run.sh does not notice that Grafana is missing"
grep -q 'Grafana is missing' "$work/out" || { cat "$work/out"; fail "run.sh does not say that Grafana is missing"; }
printf '#!/bin/sh\nprintf "%%s\\n" "$@" >"%s/docker"\n' "$work" >"$work/bin/docker"
chmod +x "$work/bin/docker"
chmod -R a-w "$work/copy/grafana"
PATH=$work/bin HOME=$work/user PROMETHEUS_URL=http://127.0.0.1:9 bash "$work/copy/grafana/run.sh" >"$work/out" 2>"$work/err" ||
  { cat "$work/err"; fail "run.sh does not start from a folder that cannot be written"; }
grep -q 'password admin' "$work/out" || fail "run.sh does not say the login"
grep -q 'no Prometheus answers at http://127.0.0.1:9 ' "$work/err" || { cat "$work/err"; fail "run.sh does not say that Prometheus is missing"; }
grep -q '^GF_PLUGINS_PREINSTALL_SYNC=yesoreyeram-infinity-datasource@' "$work/docker" || fail "run.sh does not install the plugin first"
[ -e "$work/user/.local/share/delegraph/grafana/dashboards/overview.json" ] || fail "run.sh did not write the dashboards"
