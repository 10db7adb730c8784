#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Runs a program with a display, a session bus and a runtime directory that nothing else uses: services that the bus
# starts, as portals, have their sockets and mounts there. What they print is not the program's.
if ! command -v xvfb-run >/dev/null || ! command -v dbus-run-session >/dev/null; then
  echo "1..0 # SKIP xvfb-run and dbus-run-session are not installed"
  exit 77
fi
XDG_RUNTIME_DIR=$(mktemp -d) || exit 1
export XDG_RUNTIME_DIR
trap 'rm -rf --one-file-system "$XDG_RUNTIME_DIR" 2> /dev/null' EXIT
# shellcheck disable=SC2016
dbus-run-session -- sh -c 'exec "$@" >&3 3>&-' sh xvfb-run -a -s "-screen 0 1300x900x24 -noreset" "$@" 3>&1 >&2
