#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
#
# Builds the Flatpak without a network, installs it where nothing else is, and runs it in its sandbox: a signed webhook
# from outside must arrive and be shown. The runtime is a STAND-IN for GNOME's, made from Debian's packages: this
# machine's, or with --suite those of another release, which needs root and takes some two minutes more.
#   sh build-aux/flatpak-test.sh                   from this machine's packages
#   sh build-aux/flatpak-test.sh --suite trixie    from Debian 13's, which are those of GNOME 48
# Ends with a line "N passed, N failed". The pictures of the window are _build-flatpak/window.png and window-de.png.
set -eu

root=$(cd "$(dirname "$0")/.." && pwd)
suite=
[ "${1-}" = --suite ] && suite=$2

command -v apt-get > /dev/null 2>&1 || {
  echo 'The stand-in runtime is made from Debian packages, and this is no Debian.' >&2
  exit 1
}
sh "$root/build-aux/install-deps.sh" test
sh "$root/build-aux/install-deps.sh" flatpak
[ -d "$root/tests/e2e/node_modules" ] ||
  npm ci --prefix "$root/tests/e2e" --ignore-scripts --no-audit --no-fund > /dev/null

work=$(mktemp -d "${TMPDIR:-/tmp}/hlc-flatpak.XXXXXX")
trap 'rm -rf --one-file-system "$work"' EXIT

# A user of its own, as far as Flatpak and the console can see.
export HOME="$work/home" FLATPAK_USER_DIR="$work/flatpak" FLATPAK_SYSTEM_DIR="$work/system" XDG_RUNTIME_DIR="$work/run"
# What the test's sender and agent know. A D-Bus service gets the environment of its bus.
export HLC_WEBHOOK_SECRET=whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw HLC_API_KEY=hl_local_a-key-of-the-sandbox-test-0123456789
export XDG_CURRENT_DESKTOP=GNOME GSK_RENDERER=cairo GDK_BACKEND=x11 LC_ALL=C.UTF-8
export XDG_DATA_DIRS="$FLATPAK_USER_DIR/exports/share:/usr/local/share:/usr/share"
unset XDG_DATA_HOME XDG_CONFIG_HOME XDG_CACHE_HOME XDG_STATE_HOME
mkdir -m 0700 "$HOME" "$XDG_RUNTIME_DIR"

# quietly COMMAND…: what it prints is shown only when it fails.
quietly ()
{
  "$@" > "$work/log" 2>&1 && return
  cat "$work/log" >&2
  exit 1
}

system=/
if [ -n "$suite" ]; then
  echo "Fetching Debian's $suite"
  system=$work/debian
  quietly debootstrap --variant=minbase "$suite" "$system"
  cp "$root/build-aux/install-deps.sh" "$system/"
  quietly chroot "$system" sh /install-deps.sh sdk
fi

echo 'Making the stand-in runtime'
quietly sh "$root/build-aux/flatpak-standin.sh" "$work/repository" "$system"
branch=$(sed -n 's/.*"runtime-version": "\(.*\)".*/\1/p' "$root/build-aux/org.humanlayer.Console.json")
quietly flatpak --user remote-add --no-gpg-verify standin "$work/repository"
quietly flatpak --user install -y --noninteractive standin "org.gnome.Platform//$branch" "org.gnome.Sdk//$branch"

# Nothing but loopback, where that can be had: a build that fetches fails, and every port is free.
alone=
if unshare -n ip link set lo up 2> /dev/null; then
  alone='unshare -n'
  echo 'Building without a network'
else
  echo 'Building (with the network: only root can take it away)'
fi
# shellcheck disable=SC2086
quietly $alone sh "$root/build-aux/flatpak.sh" --install

echo 'Running it'
HLC_STANDIN_LIBSECRET=$(dpkg-query --admindir="$system/var/lib/dpkg" -W -f='${Version}' libsecret-1-0 | sed 's/-.*//')
export HLC_STANDIN_LIBSECRET
$alone sh -c 'ip link set lo up 2> /dev/null; exec "$@"' sh \
  xvfb-run -a -s '-screen 0 1280x900x24' dbus-run-session -- \
  /usr/bin/python3 "$root/tests/flatpak/sandbox.py" "$root/_build-flatpak/window.png" \
  "$root/_build-flatpak/window-de.png" > "$work/tap" 2> "$work/log" || true
cat "$work/tap"
planned=$(sed -n 's/^1\.\.\([0-9]*\)$/\1/p' "$work/tap")
passed=$(grep -c '^ok ' "$work/tap" || true)
failed=$((${planned:-1} - passed))
if grep -E '\(humanlayer-console:[0-9]+\): .*(CRITICAL|WARNING)' "$work/log"; then failed=$((failed + 1)); fi
[ "$failed" -eq 0 ] || cat "$work/log" >&2
echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ]
