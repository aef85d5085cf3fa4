#!/usr/bin/env bash
# Makes a clean system of this machine's own release: clean_root.sh FOLDER
# As root, with debootstrap. The packages come from where this machine takes its own. The bare system
# is kept for a week in the user's cache, outside the project, and unpacked anew each time.
set -euo pipefail
folder=$1
codename=$(. /etc/os-release && echo "$VERSION_CODENAME")
mirror=$(apt-get indextargets --format '$(CREATED_BY) $(RELEASE) $(COMPONENT) $(REPO_URI)' \
  | awk -v release="$codename" '$1 == "Packages" && $2 == release && $3 == "main" { print $4; exit }')
[ -n "$mirror" ] || { echo "no package source of $codename on this machine" >&2; exit 1; }
kept=${XDG_CACHE_HOME:-$HOME/.cache}/passerelle/clean-$codename.tar
if [ -z "$(find "$kept" -mtime -7 2>/dev/null)" ]; then
  work=$(mktemp -d) && chmod 755 "$work"
  debootstrap --variant=minbase "$codename" "$work" "$mirror" >"$work.log" || { tail "$work.log" >&2; exit 1; }
  rm "$work.log"
  mkdir -p "$(dirname "$kept")"
  tar --one-file-system -C "$work" -cf "$kept.$$" . && mv "$kept.$$" "$kept"
  rm -rf "$work"
fi
mkdir -p "$folder"
tar -C "$folder" -xf "$kept"
chmod 755 "$folder"
