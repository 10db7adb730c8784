#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
#
# Makes a STAND-IN for the GNOME runtime and its SDK, in the version of the manifest, from the packages of a Debian
# system, for tests where the real ones cannot be had. It is no runtime to give to anybody.
#   sh build-aux/flatpak-standin.sh REPOSITORY [SYSTEM]
# REPOSITORY is made; SYSTEM is the directory of a Debian system, this one's without it.
set -eu

root=$(cd "$(dirname "$0")/.." && pwd)
repository=$1
system=${2:-/}
work=$(mktemp -d "$(dirname "$repository")/standin.XXXXXX")
trap 'rm -rf "$work"' EXIT

arch=$(flatpak --default-arch)
branch=$(sed -n 's/.*"runtime-version": "\(.*\)".*/\1/p' "$root/build-aux/org.humanlayer.Console.json")

# What the GNOME runtime has and the console uses, and what its SDK has beside that.
platform='bash coreutils dash grep libc-bin libglib2.0-bin libgtk-4-1 libadwaita-1-0 libgtksourceview-5-0
  libsoup-3.0-0 libjson-glib-1.0-0 libsqlite3-0 libsecret-1-0 adwaita-icon-theme librsvg2-common fonts-cantarell
  shared-mime-info gsettings-desktop-schemas'
sdk="$platform sed gcc libc6-dev meson ninja-build pkg-config gettext desktop-file-utils gtk-update-icon-cache
  libgtk-4-bin appstream appstream-util appstream-compose libgtk-4-dev libadwaita-1-dev libgtksourceview-5-dev
  libsoup-3.0-dev libjson-glib-dev libsqlite3-dev libsecret-1-dev"

query ()
{
  dpkg-query --admindir="$system/var/lib/dpkg" "$@"
}

# closure PACKAGE…: these and what they depend on, of what is installed.
closure ()
{
  # shellcheck disable=SC2016
  query -W -f='${Package}\t${Provides}\t${Pre-Depends}, ${Depends}\n' | awk -F '\t' -v seeds="$*" '
    {
      needs[$1] = $3
      owner[$1] = $1
      n = split ($2, names, ", *")
      for (i = 1; i <= n; i++) {
        sub (/ .*/, "", names[i])
        if (!(names[i] in owner)) owner[names[i]] = $1
      }
    }
    END {
      n_queue = split (seeds, queue, " ")
      for (at = 1; at <= n_queue; at++) {
        name = owner[queue[at]]
        if (name == "" || name in done) continue
        done[name]
        print name
        n = split (needs[name], wanted, " *[,|] *")
        for (i = 1; i <= n; i++) {
          sub (/[ :].*/, "", wanted[i])
          queue[++n_queue] = wanted[i]
        }
      }
    }'
}

# files PACKAGE…: their files and links as paths in the system, without what only people read.
files ()
{
  # shellcheck disable=SC2046
  query -L $(closure "$@") | grep -E '^/(usr|bin|sbin|lib|lib64|etc)/' |
    grep -vE '^/usr/share/(bug|doc|gtk-doc|info|lintian|locale|man)/' | sort -u |
    while read -r path; do
      # A directory that is a link is the one that another path names.
      if [ -L "$system/$path" ] || [ -f "$system/$path" ]; then echo "${path#/}"; fi
    done
  # What no package holds, but their scripts made.
  for made in bin/sh etc/alternatives etc/fonts; do echo "$made"; done
  (cd "$system" && ls usr/lib/*/gdk-pixbuf-2.0/*/loaders.cache)
}

# publish NAME PACKAGE…: a runtime of that name, with the files of the packages, in the repository.
publish ()
{
  name=$1
  directory=$work/$name
  shift
  mkdir -p "$directory/files" "$directory/usr" "$directory/var"
  files "$@" > "$work/files"
  tar -C "$system" -T "$work/files" -cf - |
    tar -C "$directory/usr" --transform='flags=rSh;s,^usr/,,' -xf -
  glib-compile-schemas "$directory/usr/share/glib-2.0/schemas"
  XDG_DATA_DIRS=$directory/usr/share update-mime-database "$directory/usr/share/mime"
  cat > "$directory/metadata" << END
# A stand-in, made from the packages of a Debian system.
[Runtime]
name=$name
runtime=org.gnome.Platform/$arch/$branch
sdk=org.gnome.Sdk/$arch/$branch
END
  echo "Publishing $name: $(du -sh "$directory" | cut -f1)"
  flatpak build-export --disable-sandbox --runtime "$repository" "$directory" "$branch" > /dev/null
  rm -rf "$directory"
}

ostree init --repo="$repository" --mode=bare-user-only
ostree config --repo="$repository" set core.fsync false
# The lists of packages are meant to be split into words.
# shellcheck disable=SC2086
publish org.gnome.Platform $platform
# shellcheck disable=SC2086
publish org.gnome.Sdk $sdk
