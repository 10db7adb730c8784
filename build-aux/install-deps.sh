#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
#
# Installs what is missing on Debian 12 and 13 (apt) or Fedora (dnf), and nothing when nothing is missing.
#   sh build-aux/install-deps.sh         what building and running needs
#   sh build-aux/install-deps.sh test    what the tests and the benchmark need as well
#   sh build-aux/install-deps.sh sdk     what a stand-in for GNOME's SDK is made from (Debian)
#   sh build-aux/install-deps.sh flatpak    what build-aux/flatpak-test.sh needs (Debian)
set -eu

missing=

# there PATTERNS: whether any file matches.
there ()
{
  # The patterns are meant to be expanded.
  for candidate in $1; do
    [ -e "$candidate" ] && return 0
  done
  return 1
}

# need KIND WHAT DEBIAN-PACKAGES FEDORA-PACKAGES: remembers the packages when WHAT is not there.
# KIND is command (in PATH), library (known to pkg-config) or file (patterns).
need ()
{
  case $1 in
    command) command -v "$2" > /dev/null 2>&1 && return ;;
    library) pkg-config --exists "$2" 2> /dev/null && return ;;
    file) there "$2" && return ;;
  esac
  if [ "$packager" = dnf ]; then missing="$missing $4"; else missing="$missing $3"; fi
}

if command -v apt-get > /dev/null 2>&1; then
  packager=apt
elif command -v dnf > /dev/null 2>&1; then
  packager=dnf
else
  packager=none
fi

need command cc 'gcc libc6-dev' gcc
need command pkg-config pkg-config pkgconf-pkg-config
need command meson meson meson
need command ninja ninja-build ninja-build
need command msgfmt gettext gettext
need command glib-compile-schemas libglib2.0-bin glib2
need command update-desktop-database desktop-file-utils desktop-file-utils
# Without it the interface files are built in as they are, and a line says so each time.
need command xmllint libxml2-utils libxml2
need library 'gtk4 >= 4.8' libgtk-4-dev gtk4-devel
need library 'libadwaita-1 >= 1.2' libadwaita-1-dev libadwaita-devel
need library 'gtksourceview-5 >= 5.6' libgtksourceview-5-dev gtksourceview5-devel
need library 'libsoup-3.0 >= 3.2' libsoup-3.0-dev libsoup3-devel
need library 'json-glib-1.0 >= 1.6' libjson-glib-dev json-glib-devel
need library 'sqlite3 >= 3.40' libsqlite3-dev sqlite-devel
need library 'libsecret-1 >= 0.20' libsecret-1-dev libsecret-devel
need file /usr/share/icons/Adwaita/index.theme adwaita-icon-theme adwaita-icon-theme
# Symbolic icons are SVG, and a window without any font shows boxes.
need file '/usr/lib*/gdk-pixbuf-2.0/*/loaders/*svg.so /usr/lib/*/gdk-pixbuf-2.0/*/loaders/*svg.so' librsvg2-common librsvg2
need file '/usr/share/fonts/*/*/*.[ot]tf /usr/share/fonts/*/*.[ot]tf' fonts-cantarell abattis-cantarell-fonts

if [ "${1-}" = test ]; then
  need command clang-format clang-format clang-tools-extra
  need command appstreamcli appstream appstream
  need command desktop-file-validate desktop-file-utils desktop-file-utils
  need command Xvfb xvfb xorg-x11-server-Xvfb
  need command xauth xauth xorg-x11-xauth
  need command xdotool xdotool xdotool
  need command dbus-run-session dbus-daemon dbus-daemon
  need command gnome-keyring-daemon gnome-keyring gnome-keyring
  need file '/usr/lib/python3*/*-packages/pyatspi/__init__.py' python3-pyatspi python3-pyatspi
  need file '/usr/libexec/at-spi-bus-launcher' at-spi2-core at-spi2-core
  need file '/usr/lib*/faketime/libfaketime.so.1 /usr/lib/*/faketime/libfaketime.so.1' faketime libfaketime
  # Numbers have other decimal points elsewhere: a test makes a locale from this.
  need file '/usr/share/i18n/locales/de_DE' locales glibc-locale-source
  need command curl curl curl
  need command node nodejs nodejs
  need command npm npm nodejs-npm
  if [ "$packager" = dnf ]; then
    need file '/usr/lib64/libasan.so*' '' libasan
    need file '/usr/lib64/libubsan.so*' '' libubsan
  fi
fi

case ${1-} in
  sdk | flatpak)
    # flatpak-builder runs the one or the other in the SDK, by its version.
    need command appstream-compose appstream-util ''
    need file /usr/libexec/appstreamcli-compose appstream-compose ''
    ;;
esac

if [ "${1-}" = flatpak ]; then
  need command flatpak flatpak flatpak
  need command flatpak-builder flatpak-builder flatpak-builder
  need command eu-strip elfutils elfutils
  need command ostree ostree ostree
  need command debootstrap debootstrap debootstrap
  need command ip iproute2 iproute
  need command import imagemagick ImageMagick
  need file /usr/libexec/xdg-desktop-portal xdg-desktop-portal xdg-desktop-portal
fi

[ -n "$missing" ] || exit 0

if [ "$packager" = none ]; then
  echo "Neither apt nor dnf is here. Please install what these Debian packages hold:$missing" >&2
  exit 1
fi

as_root=
if [ "$(id -u)" -ne 0 ]; then
  command -v sudo > /dev/null 2>&1 || {
    echo "Please install as root:$missing" >&2
    exit 1
  }
  as_root=sudo
fi

echo "Installing with $packager:$missing"
# The lists of packages are meant to be split into words.
# shellcheck disable=SC2086
if [ "$packager" = apt ]; then
  $as_root apt-get update -q
  $as_root env DEBIAN_FRONTEND=noninteractive apt-get install -q -y --no-install-recommends $missing
else
  $as_root dnf install -y --setopt=install_weak_deps=False $missing
fi
