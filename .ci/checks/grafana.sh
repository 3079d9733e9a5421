#!/usr/bin/env bash
# Checks the dashboards: up to date with their generator, explained, linked, with only the metrics in deploy/README.md; every expression is
# parsed by promtool if present, and every query of the API is sent. Usage: [HTTP=URL] .ci/checks/grafana.sh, with Delegraph running there.
set -euo pipefail
home=$(cd -P "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
cd "$home"

python3 grafana/generate.py --check
for file in grafana/dashboards/*.json; do jq -e '.uid and .schemaVersion' "$file" >/dev/null || { echo "$file is no dashboard"; exit 1; }; done
python3 grafana/check.py ${HTTP:+--url "$HTTP"}
bash -n grafana/run.sh

if command -v promtool >/dev/null; then
  work=$(mktemp -d)
  trap 'rm -rf "$work"' EXIT
  python3 grafana/check.py --rules >"$work/rules.yml"
  promtool check rules "$work/rules.yml" >"$work/out" 2>&1 || { cat "$work/out"; exit 1; }
  grep -i 'rules found' "$work/out"
else
  echo "skipped: no promtool here to read the expressions"
fi

# an error that it must detect
broken=$(mktemp -d)
trap 'rm -rf "${work:-}" "$broken"' EXIT
cp -r grafana deploy "$broken"
sed -i 's/\*\*Why it matters:\*\*/Because/; s/delegraph_live_sessions/delegraph_live_session/; s/}) (/}) or vector(0) (/' "$broken/grafana/dashboards/overview.json"
sed -i 's|/d/delegraph-performance|/d/nowhere|' "$broken/grafana/dashboards/hierarchy.json"
if python3 "$broken/grafana/check.py" >"$broken/out" 2>&1; then echo "broken dashboards are not noticed"; exit 1; fi
for mistake in 'does not say: Why it matters' 'asks for delegraph_live_session,' 'which is none of the boards'; do
  grep -q "$mistake" "$broken/out" || { echo "not noticed: $mistake"; exit 1; }
done
if python3 "$broken/grafana/generate.py" --check 2>/dev/null; then echo "a changed dashboard is not noticed"; exit 1; fi
