#!/usr/bin/env bash
# Prints the path of a Chromium for the browser tests: CHROME_PATH, else one that is installed,
# else Debian's or Ubuntu's package, which it installs when it may. All other words go to stderr.
set -euo pipefail

if [ -n "${CHROME_PATH:-}" ]; then
  [ -x "$CHROME_PATH" ] || { echo "CHROME_PATH is $CHROME_PATH, which is no program" >&2; exit 1; }
  echo "$CHROME_PATH"
  exit
fi

find_installed() {
  for name in chromium chromium-browser google-chrome-stable google-chrome; do
    command -v "$name" && return
  done
  return 1
}

find_installed && exit

if ! command -v apt-get >/dev/null; then
  echo "The browser tests need Chromium: install it and set CHROME_PATH to the program." >&2
  exit 1
fi
if [ "$(id -u)" != 0 ]; then
  echo "The browser tests need Chromium. Type: sudo apt-get install chromium   (or set CHROME_PATH)" >&2
  exit 1
fi
# Two modules may ask at once; one installs, the other waits for it.
exec 9>/tmp/streamsync-chromium.lock
flock 9
find_installed && exit
echo "No Chromium found: installing the package chromium with apt-get" >&2
{
  apt-get update -q
  DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends chromium fonts-dejavu-core
} >&2
find_installed
