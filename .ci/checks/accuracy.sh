#!/usr/bin/env bash
# Compares the rules for patterns and relations with known truths: demos, recorded scenarios, labelled transcripts.
# Usage, beside what .ci/run sets: .ci/checks/accuracy.sh
set -euo pipefail
labels=topology/src/test/labels

./delegraph accuracy --seeds 20 --sessions 20 --at-least 0.95

[ -d "${SHARED:-}/recordings" ] || { echo "no recordings and transcripts here: only demos were compared"; exit 0; }
./delegraph accuracy --seeds 0 --at-least 1 --labels "$labels/recordings.jsonl" --recordings "$SHARED/recordings"
./delegraph accuracy --seeds 0 --at-least 0.85 --labels "$labels/reader1.jsonl" --labels "$labels/reader2.jsonl" \
  --transcripts "$SHARED/transcripts"
