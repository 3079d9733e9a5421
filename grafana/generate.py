#!/usr/bin/env python3
"""Writes the dashboards. Needs Python 3.9 or newer and nothing else.

python3 grafana/generate.py            writes grafana/dashboards/*.json and, for an import by hand, grafana/import/*.json
python3 grafana/generate.py --check    fails when they are not what it would write
python3 grafana/generate.py --live-page http://delegraph.example --to DIR     only what is provisioned, into DIR
"""

import argparse
import json
import sys
from pathlib import Path

sys.dont_write_bytecode = True

import boards  # noqa: E402
from house import importable, variables  # noqa: E402

HERE = Path(__file__).resolve().parent


def text(board):
    return json.dumps(board, indent=1, ensure_ascii=False) + "\n"


def files(live_page, folder):
    every = {board.uid.removeprefix("delegraph-") + ".json": board.json(live_page) for board in (make() for make in boards.ALL)}
    written = {(folder or HERE / "dashboards") / name: text(board) for name, board in every.items()}
    if folder is None:
        written |= {HERE / "import" / name: text(importable.by_hand(board)) for name, board in every.items()}
    return written


def main():
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--check", action="store_true", help="write nothing, fail when something would change")
    options.add_argument("--live-page", default=variables.LIVE_PAGE, help="where a browser finds Delegraph (%(default)s)")
    options.add_argument("--to", type=Path, help="the folder (grafana/dashboards and grafana/import)")
    asked = options.parse_args()

    texts = files(asked.live_page.rstrip("/"), asked.to)
    if not asked.check:
        for path, content in texts.items():
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(content, encoding="utf-8")
        return 0
    wrong = [path for path, content in texts.items() if not path.is_file() or path.read_text(encoding="utf-8") != content]
    wrong += [path for folder in {path.parent for path in texts} for path in folder.glob("*.json") if path not in texts]
    for path in wrong:
        print(f"{path}: not what grafana/generate.py writes; run it", file=sys.stderr)
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
