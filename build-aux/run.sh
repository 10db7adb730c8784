#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
#
# Builds the console into _build and starts it from there, nothing installed. Arguments are passed on.
# Where no display is, it serves without a window.
set -eu

root=$(cd "$(dirname "$0")/.." && pwd)
build=$root/_build

sh "$root/build-aux/install-deps.sh"

if [ ! -f "$build/build.ninja" ]; then
  echo "Setting up $build"
  meson setup "$build" "$root" -Dtests=false
fi
echo "Building in $build"
ninja -C "$build" --quiet

# The settings schema and the translations are those that were compiled with this build.
HLC_LOCALE_DIR=$build/po
GSETTINGS_SCHEMA_DIR=$build/data
XDG_DATA_DIRS=$build/data:${XDG_DATA_DIRS:-/usr/local/share:/usr/share}
export GSETTINGS_SCHEMA_DIR HLC_LOCALE_DIR XDG_DATA_DIRS

case ${1-} in
  -h | --help | --version | [!-]*) exec "$build/src/humanlayer-console" "$@" ;;
esac

# Options are those of serve, which opens the window where there is a display.
if [ -n "${DISPLAY-}${WAYLAND_DISPLAY-}" ]; then
  echo 'Starting the window'
  [ $# -gt 0 ] && set -- serve "$@"
  exec "$build/src/humanlayer-console" "$@"
fi
echo 'No display here (neither DISPLAY nor WAYLAND_DISPLAY is set): serving without a window'
exec "$build/src/humanlayer-console" serve --headless "$@"
