#!/usr/bin/env bash
# Installs packages in a clean system, tries them there, removes them: check_deb.sh PACKAGE…
# As root, with debootstrap. CHECK_ROOT=FOLDER names the system's folder; else a new one, removed.
# CHECK_POSTGRESQL=1 tries the service on PostgreSQL too (a few more packages are fetched).
set -euo pipefail
here=$(realpath "$(dirname "$0")")
root=${CHECK_ROOT:-$(mktemp -d)}
inside() { chroot "$root" env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin HOME=/root LANG=C.UTF-8 DEBIAN_FRONTEND=noninteractive "$@"; }
over() {
  for one in proc dev/shm; do mountpoint -q "$root/$one" && umount -l "$root/$one"; done
  [ -n "${CHECK_ROOT:-}" ] || rm -rf --one-file-system "$root"
}
trap over EXIT
[ -e "$root/etc/debian_version" ] || "$here/clean_root.sh" "$root"
mountpoint -q "$root/proc" || mount -t proc proc "$root/proc"
mountpoint -q "$root/dev/shm" || { mkdir -p "$root/dev/shm" && mount -t tmpfs tmpfs "$root/dev/shm"; }

extra=()
for package in "$@"; do
  cp "$package" "$root/tmp/"
  case $(basename "$package") in
    passerelle_*) extra+=(fonts-dejavu-core xvfb xauth desktop-file-utils shared-mime-info) ;;
    passerelle-departement_*) extra+=(curl) && [ -z "${CHECK_POSTGRESQL:-}" ] || extra+=(postgresql) ;;
  esac
done
inside apt-get update -qq
inside apt-get install -y -qq --no-install-recommends "${@/#*\//\/tmp\/}" "${extra[@]}" >"$root/tmp/apt.log" 2>&1 \
  || { tail -20 "$root/tmp/apt.log" >&2; exit 1; }

for package in "$@"; do
  name=$(basename "$package" | cut -d_ -f1)
  echo "== $name installed, $(inside dpkg-query -W -f '${Installed-Size}' "$name") KiB"
  cp "$here/try_$name.sh" "$root/tmp/try.sh"
  inside env CHECK_POSTGRESQL="${CHECK_POSTGRESQL:-}" bash /tmp/try.sh
  [ ! -e "$root/usr/lib/$name" ] || { echo "/usr/lib/$name is still there" >&2; exit 1; }
done
echo "ok"
