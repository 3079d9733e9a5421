#!/usr/bin/env python3
"""Writes the dashboards. Needs Python 3.9 or newer and nothing else.

python3 grafana/generate.py            writes grafana/dashboards/*.json
python3 grafana/generate.py --check    fails when they are not what it would write
python3 grafana/generate.py --live-page http://delegraph.example --to DIR
"""

import argparse
import json
import sys
from pathlib import Path

sys.dont_write_bytecode = True

import boards  # noqa: E402
import house  # noqa: E402

HERE = Path(__file__).resolve().parent


def main():
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--check", action="store_true", help="write nothing, fail when something would change")
    options.add_argument("--live-page", default=house.LIVE_PAGE, help="where a browser finds Delegraph (%(default)s)")
    options.add_argument("--to", type=Path, default=HERE / "dashboards", help="the folder (grafana/dashboards)")
    asked = options.parse_args()

    texts = {
        asked.to / f"{board.uid.removeprefix('delegraph-')}.json":
            json.dumps(board.json(asked.live_page.rstrip("/")), indent=2, ensure_ascii=False) + "\n"
        for board in (make() for make in boards.ALL)
    }
    if not asked.check:
        asked.to.mkdir(parents=True, exist_ok=True)
        for path, text in texts.items():
            path.write_text(text, encoding="utf-8")
        return 0
    wrong = [path for path, text in texts.items() if not path.is_file() or path.read_text(encoding="utf-8") != text]
    wrong += [path for path in asked.to.glob("*.json") if path not in texts]
    for path in wrong:
        print(f"{path}: not what grafana/generate.py writes; run it", file=sys.stderr)
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
