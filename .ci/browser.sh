# A real browser and its driver, for scripts that source this: installs Chromium and npm when missing, and sets $driver to a folder with
# `node` and npm's playwright-core as package/. DELEGRAPH_PLAYWRIGHT keeps one between runs.
# shellcheck shell=bash
driver=${DELEGRAPH_PLAYWRIGHT:-}
browser_work=

forget_browser() { [ -z "$browser_work" ] || rm -rf "$browser_work"; }

browser_missing=
command -v chromium >/dev/null || command -v chromium-browser >/dev/null || command -v google-chrome >/dev/null || browser_missing="$browser_missing chromium"
command -v npm >/dev/null || browser_missing="$browser_missing npm"
if [ -n "$browser_missing" ]; then
  apt-get update -qq
  # shellcheck disable=SC2086
  DEBIAN_FRONTEND=noninteractive apt-get install -y -qq $browser_missing >/dev/null
fi

if [ -z "$driver" ] || [ ! -e "$driver/package/cli.js" ]; then
  browser_work=$(mktemp -d)
  driver=$browser_work/driver
  mkdir -p "$driver"
  npm install --silent --no-audit --no-fund --prefix "$browser_work" \
    "playwright-core@$(sed -n 's:.*<playwright.version>\(.*\)</playwright.version>.*:\1:p' pom.xml)" >/dev/null 2>&1
  ln -s "$(command -v node)" "$driver/node"
  ln -s "$browser_work/node_modules/playwright-core" "$driver/package"
fi
