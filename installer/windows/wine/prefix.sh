#!/usr/bin/env bash
# Makes a wine prefix that answers as Windows 10, with what wine 8 lacks: `prefix.sh OUT`.
#
# The replacements go to the prefix's system32, as Windows has them there: beside python.exe
# PyInstaller would put them into the product.
set -euo pipefail
export WINEPREFIX=$1 WINEDEBUG=-all WINEDLLOVERRIDES="winemenubuilder.exe=d"
here=$(cd "$(dirname "$0")" && pwd)
mkdir -p "$WINEPREFIX"
xvfb-run -a wine wineboot -u </dev/null 2>&1 | cat
xvfb-run -a wine winecfg -v win10 </dev/null 2>&1 | cat
system32="$WINEPREFIX/drive_c/windows/system32"
cc="x86_64-w64-mingw32-gcc -O2 -s -shared"
$cc -o "$system32/bcryptprimitives.dll" "$here/bcryptprimitives.c" -ladvapi32
$cc -o "$system32/icuuc.dll" "$here/icuuc.c"
$cc -o "$system32/mscms.dll" "$here/mscms.c"
wineserver -w
