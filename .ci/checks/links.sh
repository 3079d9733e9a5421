#!/usr/bin/env bash
# Relative links and anchors of every Markdown document lead somewhere; links to other hosts are not followed. Before it trusts its own
# answer, it checks that a missing file and a missing heading are reported. Usage: .ci/checks/links.sh
set -euo pipefail
cd "$(dirname "$0")/../.."
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

cat >"$work/links.py" <<'PYTHON'
import os
import re
import subprocess
import sys
import urllib.parse

root = os.path.realpath(sys.argv[1])
SKIPPED = {".git", "target", "node_modules"}
FENCE = re.compile(r"^\s*(```|~~~)")
LINK = re.compile(r"!?\[[^\]]*\]\(\s*<?([^)\s>]+)>?[^)]*\)|<[^>]*?\b(?:href|src|srcset)=\"([^\"]+)\"")
REFERENCE = re.compile(r"^\s*\[[^\]]+\]:\s+<?([^\s>]+)>?")
HEADING = re.compile(r"^ {0,3}#{1,6}\s+(.*?)\s*#*\s*$")
ANCHOR = re.compile(r"<[^>]*\b(?:id|name)=\"([^\"]+)\"")


def documents():
    """Those of the project, not what lies beside them: downloaded plugins have documents of their own."""
    known = subprocess.run(["git", "-C", root, "ls-files", "-co", "--exclude-standard", "--", "*.md"], capture_output=True, text=True)
    if known.returncode == 0 and known.stdout:
        yield from (os.path.join(root, name) for name in known.stdout.splitlines() if os.path.exists(os.path.join(root, name)))
        return
    for folder, folders, files in os.walk(root):
        folders[:] = sorted(set(folders) - SKIPPED)
        yield from (os.path.join(folder, file) for file in sorted(files) if file.endswith(".md"))


def prose(path):
    """Lines by number without blocks of code."""
    fenced = False
    with open(path, encoding="utf-8") as file:
        for number, line in enumerate(file, 1):
            if FENCE.match(line):
                fenced = not fenced
            elif not fenced:
                yield number, line


def anchors(path):
    """As GitHub makes them of headings: lower case, spaces to hyphens, no other punctuation, repeats numbered."""
    found = set()
    for _, line in prose(path):
        found.update(ANCHOR.findall(line))
        heading = HEADING.match(line)
        if heading:
            text = re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", heading.group(1)).replace("`", "").lower()
            base = re.sub(r"[^\w\- ]", "", text).replace(" ", "-")
            name, repeat = base, 0
            while name in found:
                repeat += 1
                name = f"{base}-{repeat}"
            found.add(name)
    return found


count, broken = 0, []
for document in documents():
    for number, line in prose(document):
        line = re.sub(r"`[^`]*`(?!\])", "", line)
        targets = [a or b for a, b in LINK.findall(line)] + REFERENCE.findall(line)
        for target in targets:
            if re.match(r"[a-z][a-z0-9+.-]*:|//", target, re.I):
                continue
            count += 1
            where = f"{os.path.relpath(document, root)}:{number}: {target}"
            path, _, fragment = target.partition("#")
            path = urllib.parse.unquote(path)
            start = root if path.startswith("/") else os.path.dirname(document)
            file = os.path.realpath(os.path.join(start, path.lstrip("/"))) if path else document
            if not file.startswith(root + os.sep) and file != root:
                broken.append(f"{where}: leads out of the repository")
            elif not os.path.exists(file):
                broken.append(f"{where}: there is no such file")
            elif fragment and file.endswith(".md") and urllib.parse.unquote(fragment) not in anchors(file):
                broken.append(f"{where}: there is no such heading")

print("\n".join(broken + [f"links: {count} relative links, {len(broken)} broken"]))
sys.exit(1 if broken or count == 0 else 0)
PYTHON

mkdir "$work/wrong"
printf '# A heading\n[a file](missing.md)\n[a heading](#another-heading)\n[fine](#a-heading)\n' >"$work/wrong/README.md"
if python3 "$work/links.py" "$work/wrong" >"$work/said" || [ "$(grep -c 'there is no such' "$work/said")" -ne 2 ]; then
  cat "$work/said"
  echo "links: broken links are not found"
  exit 1
fi
python3 "$work/links.py" .
