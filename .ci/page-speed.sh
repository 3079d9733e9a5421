#!/usr/bin/env bash
# How fast the page is here, in figures: its first load with 80 agents and 50 sessions (requests, bytes, time, also at 400 kbit/s), and its
# frames with 300 agents at 20 hooks a second. Measures, and decides nothing. Usage: .ci/page-speed.sh
set -euo pipefail
cd "$(dirname "$0")/.."
.ci/checks/page.sh FramesPageTest FirstLoadPageTest | grep '^page speed: '
