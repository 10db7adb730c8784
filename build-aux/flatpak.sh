#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
#
# Builds the console's Flatpak from this checkout, installs it for the user and starts it. Nothing is downloaded.
# Arguments are passed on to the console.
#   sh build-aux/flatpak.sh --check      only builds it
#   sh build-aux/flatpak.sh --install    builds and installs it
set -eu

root=$(cd "$(dirname "$0")/.." && pwd)
id=org.humanlayer.Console
manifest=$root/build-aux/$id.json
build=$root/_build-flatpak

fail ()
{
  printf '%s\n' "$@" >&2
  exit 1
}

# need COMMAND: says how to get what a command is missing of.
need ()
{
  command -v "$1" > /dev/null 2>&1 && return
  fail "$1 is not installed. To install it:" \
    '  Debian and Ubuntu:  sudo apt-get install flatpak flatpak-builder elfutils' \
    '  Fedora:             sudo dnf install flatpak flatpak-builder'
}

# member NAME: the text of one of the manifest's own members.
member ()
{
  sed -n "s/^  \"$1\": \"\(.*\)\",*\$/\1/p" "$manifest"
}

need flatpak
need flatpak-builder
need eu-strip

branch=$(member runtime-version)
for runtime in "$(member runtime)" "$(member sdk)"; do
  flatpak info "$runtime//$branch" > /dev/null 2>&1 && continue
  fail "The runtime $runtime, version $branch, is not installed. To install it:" \
    '  flatpak remote-add --user --if-not-exists flathub https://dl.flathub.org/repo/flathub.flatpakrepo' \
    "  flatpak install --user flathub $(member runtime)//$branch $(member sdk)//$branch"
done

install=--install
[ "${1-}" = --check ] && install=
# Where there is no FUSE, builds are slower but not otherwise.
fuse=
[ -w /dev/fuse ] || fuse=--disable-rofiles-fuse

echo "Building in $build"
# The words are meant to vanish when they are empty.
# shellcheck disable=SC2086
flatpak-builder --user --force-clean --disable-download $fuse $install \
  --state-dir="$build/state" "$build/app" "$manifest"

case ${1-} in
  --check | --install) exit ;;
esac
echo 'Starting it'
exec flatpak run --user "$id" "$@"
