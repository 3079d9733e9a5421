#!/usr/bin/env bash
# The live page in a real browser: installs Chromium and the browser's driver where they are missing, runs the page's tests and leaves
# screenshots in topology/target/screenshots. Usage: .ci/checks/page.sh [TEST...]; DELEGRAPH_PLAYWRIGHT keeps a driver between runs.
set -euo pipefail
cd "$(dirname "$0")/../.."

driver=${DELEGRAPH_PLAYWRIGHT:-}
made=
finish() { [ -z "$made" ] || rm -rf "$made"; }
trap finish EXIT

missing=
command -v chromium >/dev/null || command -v chromium-browser >/dev/null || command -v google-chrome >/dev/null || missing="$missing chromium"
command -v npm >/dev/null || missing="$missing npm"
if [ -n "$missing" ]; then
  apt-get update -qq
  # shellcheck disable=SC2086
  DEBIAN_FRONTEND=noninteractive apt-get install -y -qq $missing >/dev/null
fi

if [ -z "$driver" ] || [ ! -e "$driver/package/cli.js" ]; then
  made=$(mktemp -d)
  driver=$made/driver
  version=$(sed -n 's:.*<playwright.version>\(.*\)</playwright.version>.*:\1:p' pom.xml)
  mkdir -p "$driver"
  npm install --silent --no-audit --no-fund --prefix "$made" "playwright-core@$version" >/dev/null 2>&1
  ln -s "$(command -v node)" "$driver/node"
  ln -s "$made/node_modules/playwright-core" "$driver/package"
fi

tests=$(IFS=,; echo "${*:-*PageTest}")
rm -rf topology/target/screenshots
# A browser on a busy machine: what fails once is run again, and told as a flake.
DELEGRAPH_PLAYWRIGHT=$driver mvn -B --no-transfer-progress -pl schemas,topology -Dtest="$tests" -Dsurefire.failIfNoSpecifiedTests=false \
  -Dsurefire.rerunFailingTestsCount=1 test
[ ! -d topology/target/screenshots ] || ls topology/target/screenshots
