#!/usr/bin/env bash
# The live page in a real browser: runs the page's tests and leaves screenshots in topology/target/screenshots.
# Usage: .ci/checks/page.sh [TEST...]; DELEGRAPH_PLAYWRIGHT keeps the browser's driver between runs.
set -euo pipefail
cd "$(dirname "$0")/../.."
trap forget_browser EXIT
. .ci/browser.sh

tests=$(IFS=,; echo "${*:-*PageTest}")
rm -rf topology/target/screenshots
# A browser on a busy machine: a failed test is run again, and reported as a flake.
DELEGRAPH_PLAYWRIGHT=$driver mvn -B --no-transfer-progress -pl schemas,topology -Dtest="$tests" -Dsurefire.failIfNoSpecifiedTests=false \
  -Dsurefire.rerunFailingTestsCount=1 test
[ ! -d topology/target/screenshots ] || ls topology/target/screenshots
