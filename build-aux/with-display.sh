#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Runs a program with a display and a session bus that nothing else uses.
if ! command -v xvfb-run >/dev/null || ! command -v dbus-run-session >/dev/null; then
  echo "1..0 # SKIP xvfb-run and dbus-run-session are not installed"
  exit 77
fi
exec dbus-run-session -- xvfb-run -a -s "-screen 0 1300x900x24 -noreset" "$@"
