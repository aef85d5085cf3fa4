#!/usr/bin/env bash
# Installs the package in a clean Debian 12, checks it there, removes it: check_deb.sh PACKAGE [ROOT]
# As root, with debootstrap. ROOT, where it is given, is kept for the next time.
set -euo pipefail
package=$(realpath "$1")
root=${2:-$(mktemp -d)}
inside() { chroot "$root" env HOME=/root LANG=C.UTF-8 DEBIAN_FRONTEND=noninteractive "$@"; }

if [ ! -e "$root/etc/debian_version" ]; then
  debootstrap --variant=minbase bookworm "$root" >/dev/null
fi
mountpoint -q "$root/proc" || mount -t proc proc "$root/proc"
trap 'umount "$root/proc"' EXIT
cp "$package" "$root/tmp/passerelle.deb"
inside apt-get update -qq
inside apt-get install -y -qq --no-install-recommends /tmp/passerelle.deb fonts-dejavu-core xvfb xauth \
  >/dev/null

echo "== selftest, without a display"
inside env QT_QPA_PLATFORM=offscreen passerelle --selftest
echo "== the window, on Xvfb, for ten seconds"
code=0
inside xvfb-run -a timeout --signal=TERM 10 passerelle --data-dir /root/donnees || code=$?
[ "$code" = 124 ] || { echo "the program ended by itself: $code" >&2; exit 1; }
echo "== removed, the data kept"
mkdir -p "$root/root/.local/share/Passerelle" && touch "$root/root/.local/share/Passerelle/passerelle.db"
inside apt-get remove -y -qq passerelle >/dev/null
[ -e "$root/root/.local/share/Passerelle/passerelle.db" ]
[ ! -e "$root/usr/lib/passerelle" ] && [ ! -e "$root/usr/bin/passerelle" ]
echo "ok"
