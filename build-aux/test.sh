#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
#
# Runs every test. With --fast, all but those in the build with sanitizers. Ends with a line "N passed, N failed";
# the exit status is 0 when nothing failed.
#   HLC_KILL_ROUNDS=200    how often the program is killed under load (20 otherwise)
set -u

root=$(cd "$(dirname "$0")/.." && pwd)
cd "$root" || exit 1

fast=no
[ "${1-}" = --fast ] && fast=yes
passed=0
failed=0
logs=$root/_build-logs
mkdir -p "$logs"

heading ()
{
  printf '\n== %s\n' "$1"
}

count ()
{
  passed=$((passed + $1))
  failed=$((failed + $2))
}

# check NAME COMMAND…: one check, that passes when the command does. Otherwise what it printed is shown.
check ()
{
  name=$1
  shift
  if "$@" > "$logs/check.log" 2>&1; then
    echo "ok      $name"
    count 1 0
  else
    echo "FAILED  $name"
    cat "$logs/check.log"
    count 0 1
    return 1
  fi
}

finish ()
{
  printf '\n'
  printf '%d passed, %d failed\n' "$passed" "$failed"
  [ "$failed" -eq 0 ]
  exit
}

# matches PATTERN FILE: how often the pattern stands in the file.
matches ()
{
  grep -o "$1" "$2" 2> /dev/null | wc -l
}

check_format ()
{
  formatter=clang-format
  command -v clang-format-14 > /dev/null 2>&1 && formatter=clang-format-14
  version=$($formatter --version | sed 's/.*version \([0-9]*\).*/\1/')
  if [ "$version" != 14 ]; then
    echo "skipped formatting: clang-format 14 decides, and here is $version"
    return
  fi
  # shellcheck disable=SC2046
  check 'formatting' $formatter --dry-run --Werror $(find src tests -name '*.[ch]')
}

check_data ()
{
  check 'settings schema' glib-compile-schemas --strict --dry-run data
  check 'desktop file' desktop-file-validate org.humanlayer.Console.desktop
  check 'pictures of the metainfo' python3 build-aux/check-pictures.py
  check 'Flatpak manifest' python3 -m json.tool build-aux/org.humanlayer.Console.json
  for po in po/*.po; do
    [ -e "$po" ] && check "translation $po" msgfmt -c -o /dev/null "$po"
  done
  check 'strings and translations' python3 build-aux/check-strings.py
  check 'what checks them' python3 build-aux/test-check-strings.py
}

# build DIRECTORY OPTION…
build ()
{
  directory=$1
  shift
  if [ -f "$directory/build.ninja" ]; then
    set -- --reconfigure "$@"
  fi
  check "set-up of $directory" meson setup "$directory" "$@" && check "build of $directory" ninja -C "$directory"
}

# unit_tests DIRECTORY LOGBASE ARGUMENT…: meson's tests there; every case of every program counts.
unit_tests ()
{
  directory=$1
  logbase=$2
  shift 2
  meson test -C "$directory" --no-rebuild --print-errorlogs --logbase "$logbase" "$@"
  status=$?
  junit=$directory/meson-logs/$logbase.junit.xml
  cases=$(matches '<testcase ' "$junit")
  bad=$(matches '<failure\|<error' "$junit")
  skipped=$(matches '<skipped' "$junit")
  # A program can also fail as a whole: by a signal, a sanitizer's report or time.
  programs=$(matches '"result": "\(FAIL\|ERROR\|TIMEOUT\|INTERRUPT\)"' "$directory/meson-logs/$logbase.json")
  [ "$programs" -gt "$bad" ] && bad=$programs
  [ "$status" -ne 0 ] && [ "$bad" -eq 0 ] && bad=1
  good=$((cases - bad - skipped))
  [ "$good" -lt 0 ] && good=0
  count "$good" "$bad"
}

# e2e_tests PROGRAM NAME FILE…: node's test runner against the program.
e2e_tests ()
{
  program=$1
  log=$logs/$2.tap
  shift 2
  env HLC_BINARY="$program" node --test --test-reporter=spec --test-reporter-destination=stdout \
    --test-reporter=tap --test-reporter-destination="$log" "$@"
  status=$?
  good=$(sed -n 's/^# pass \([0-9]*\)$/\1/p' "$log")
  bad=$(sed -n 's/^# fail \([0-9]*\)$/\1/p' "$log")
  cancelled=$(sed -n 's/^# cancelled \([0-9]*\)$/\1/p' "$log")
  bad=$((${bad:-0} + ${cancelled:-0}))
  [ "$status" -ne 0 ] && [ "$bad" -eq 0 ] && bad=1
  count "${good:-0}" "$bad"
}

# window_tests PROGRAM: humans at the real window. Each test prints TAP; what it planned and did not do has failed.
window_tests ()
{
  for test in tests/e2e/*-window.py; do
    log=$logs/$(basename "$test" .py).tap
    # The settings schema is the one that was compiled with this build: without one every setting keeps its default.
    env HLC_BINARY="$1" GSETTINGS_SCHEMA_DIR="$(dirname "$1")/../data" /usr/bin/python3 "$test" > "$log"
    status=$?
    cat "$log"
    grep -q '^1\.\.0' "$log" && continue
    planned=$(sed -n 's/^1\.\.\([0-9]*\)$/\1/p' "$log")
    good=$(matches '^ok ' "$log")
    bad=$((${planned:-1} - good))
    [ "$status" -ne 0 ] && [ "$bad" -eq 0 ] && bad=1
    count "$good" "$bad"
  done
}

heading 'Packages'
sh build-aux/install-deps.sh test || {
  count 0 1
  finish
}

heading 'Formatting and data files'
check_format
check_data

heading 'Build, warnings are errors'
build _build-test -Dwerror=true || finish

heading 'Unit tests'
unit_tests _build-test testlog

heading 'End-to-end tests'
check 'npm ci' npm ci --prefix tests/e2e --ignore-scripts --no-audit --no-fund
e2e_tests "$root/_build-test/src/humanlayer-console" e2e tests/e2e/*.test.mjs
window_tests "$root/_build-test/src/humanlayer-console"

[ "$fast" = yes ] && finish

# What a sanitizer reports ends the process, so it fails the test that met it. Suppressions need whole stacks.
with_leaks=detect_leaks=1:fast_unwind_on_malloc=0:exitcode=99
ASAN_OPTIONS=$with_leaks
UBSAN_OPTIONS=halt_on_error=1:print_stacktrace=1:exitcode=99
LSAN_OPTIONS=suppressions=$root/tests/support/lsan.supp:print_suppressions=0
export ASAN_OPTIONS UBSAN_OPTIONS LSAN_OPTIONS

heading 'Build with address and undefined-behaviour sanitizers'
build _build-asan -Dwerror=true -Db_sanitize=address,undefined -Db_lundef=false || finish

heading 'Unit tests with sanitizers'
unit_tests _build-asan asan --no-suite ui --timeout-multiplier 3
# Desktop libraries that are unloaded before the end look like leaks that nobody can name.
ASAN_OPTIONS=detect_leaks=0:exitcode=99
unit_tests _build-asan asan-ui --suite ui --timeout-multiplier 3

heading 'End-to-end tests with sanitizers'
ASAN_OPTIONS=$with_leaks
HLC_KILL_ROUNDS=3
HLC_KEEP_ALIVE_CLIENTS=500
export HLC_KILL_ROUNDS HLC_KEEP_ALIVE_CLIENTS
e2e_tests "$root/_build-asan/src/humanlayer-console" e2e-asan tests/e2e/*.test.mjs

finish
