#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
#
# Takes a picture of every page and dialog of the built program, with data of its own, on a display of its own.
#   sh build-aux/screenshots.sh [OPTION…] OUTDIR
#     --language XX         as in de or zh_CN, from the catalogues of the build; or from --catalogues DIRECTORY, which has
#                           XX/LC_MESSAGES/humanlayer-console.mo
#     --dark, --high-contrast, --text-scale 2
#     --rtl                 mirrored, whatever the language
#     --size 480x800        of the window and the display; 1200x800 otherwise
#     --only WORD           only the pictures whose name has this word in it
# It needs what build-aux/install-deps.sh test installs, and ImageMagick. HLC_BINARY names another program than
# _build-test/src/humanlayer-console or _build/src/humanlayer-console.
set -eu

root=$(cd "$(dirname "$0")/.." && pwd)
for binary in "${HLC_BINARY-}" "$root/_build-test/src/humanlayer-console" "$root/_build/src/humanlayer-console"; do
  [ -x "$binary" ] && break
done
if [ ! -x "$binary" ]; then
  echo 'No program is built: say  sh build-aux/run.sh --version  first' >&2
  exit 1
fi
for command in import xdotool xvfb-run dbus-run-session; do
  command -v "$command" > /dev/null 2>&1 || {
    echo "$command is not installed" >&2
    exit 1
  }
done

build=$(cd "$(dirname "$binary")/.." && pwd)
HLC_BINARY=$binary
HLC_LOCALE_DIR=${HLC_LOCALE_DIR-$build/po}
GSETTINGS_SCHEMA_DIR=$build/data
XDG_DATA_DIRS=$build/data:${XDG_DATA_DIRS:-/usr/local/share:/usr/share}
export HLC_BINARY HLC_LOCALE_DIR GSETTINGS_SCHEMA_DIR XDG_DATA_DIRS
exec /usr/bin/python3 "$root/build-aux/screenshots.py" "$@"
