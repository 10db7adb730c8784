#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
#
# Measures the console against yardsticks built beside it and prints one table. Takes some three minutes; nothing
# else should run meanwhile. Only a part: sh build-aux/bench.sh receiver, deliver, decision, frames or start.
set -eu

root=$(cd "$(dirname "$0")/.." && pwd)
build=$root/_build-bench

sh "$root/build-aux/install-deps.sh" test

if [ ! -f "$build/build.ninja" ]; then
  meson setup "$build" "$root" -Dbench=true > /dev/null
fi
echo "Building in $build"
ninja -C "$build" --quiet

exec env GDK_BACKEND=x11 \
  xvfb-run -a -s '-screen 0 1280x1024x24' dbus-run-session -- node "$root/tests/bench/bench.mjs" "$build" "$@"
