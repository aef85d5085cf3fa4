#!/usr/bin/env bash
# Builds and tries the Windows program under wine, whole: `check.sh CACHE OUT` (10 to 20 minutes).
#
# Needs of Debian: wine wine64 gcc-mingw-w64-x86-64 nsis wixl osslsigncode xvfb xauth. CACHE keeps
# what is downloaded, OUT what is made; both lie outside the tree. The commit is checked, not what
# is being edited. What is built here is for this check alone: it mixes two versions of Python and
# must not be shipped. See README.md, beside. PASSERELLE_FROZEN=FOLDER tries a program that an
# earlier run froze, in seconds in the place of minutes.
set -euo pipefail
[ "$#" -eq 2 ] || { echo "check.sh CACHE OUT" >&2; exit 2; }
here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../.." && pwd)
mkdir -p "$1" "$2"
cache=$(cd "$1" && pwd) out=$(cd "$2" && pwd)
python=${PASSERELLE_PYTHON:-$root/.venv/bin/python}
for program in wine xvfb-run x86_64-w64-mingw32-gcc makensis wixl osslsigncode; do
    command -v "$program" >/dev/null || { echo "missing: $program" >&2; exit 2; }
done

windows() { printf 'Z:%s' "${1//\//\\}"; }
export WINEPREFIX=$out/prefix WINEDEBUG=-all WINEDLLOVERRIDES="winemenubuilder.exe=d;mscms=n,b"
SOURCE_DATE_EPOCH=$(git -C "$root" log -1 --format=%ct)
export SOURCE_DATE_EPOCH PYTHONHASHSEED=0
begun=$(date +%s)
step() { echo "== $(($(date +%s) - begun)) s: $*"; }
fail() { echo "FAILED: $*" >&2; exit 1; }
# Python under wine ends with an invalid handle where its output is a terminal or a file.
run() {
    local code=0
    timeout "${limit:-300}" xvfb-run -a wine "$@" </dev/null 2>&1 |
        { grep -a -v "X connection to" || true; } || code=$?
    return "$code"
}
py() {
    PYTHONHOME=$(windows "$out/python") PYTHONUTF8=1 PYTHONDONTWRITEBYTECODE=1 \
        PYTHONPATH="$(windows "$out/source");$(windows "$out/python/DLLs")${more:+;$more}" \
        run "$out/python/python.exe" "$@"
}
# The exit code of what is expected to refuse.
expect() {
    local wanted=$1 code=0
    shift
    run "$@" || code=$?
    [ "$code" -eq "$wanted" ] || fail "$* ended with $code, not $wanted"
}

step "commit $(git -C "$root" log -1 --format=%h)"
rm -rf "$out/source" "$out/made" "$out/prefix"
mkdir -p "$out/source"
git -C "$root" archive HEAD | tar -xf - -C "$out/source"

step "Python for Windows"
[ -d "$out/python/tests/pytest" ] || bash "$here/wine/python.sh" "$python" "$cache" "$out/python"
step "a Windows 10"
bash "$here/wine/prefix.sh" "$WINEPREFIX"

step "selftest from the sources"
cd "$out/source"
py -m app --selftest

payload=${PASSERELLE_FROZEN:-$out/program/passerelle}
if [ -z "${PASSERELLE_FROZEN:-}" ]; then
    step "PyInstaller"
    limit=2400 py -m PyInstaller --noconfirm --log-level=ERROR \
        "--distpath=$(windows "$out/program")" "--workpath=$(windows "$out/work")" \
        "$(windows "$out/source/installer/passerelle.spec")"
fi
cp "$out/source/LICENSE" "$payload/_internal/NOTICES.txt"  # the true ones: installer.build
shims=$(find "$payload" -iname 'icuuc*' -o -iname 'bcryptprimitives*' -o -iname 'mscms*')
[ -z "$shims" ] || fail "made for wine alone, in the payload: $shims"
step "frozen: $(du -sm "$payload" | cut -f1) MB"
run "$payload/passerelle.exe" --selftest

step "installers"
PYTHONHOME='' "$python" -m installer.windows.build "$payload" "$out/made" --quick
ls -l "$out/made"
setup=$(ls "$out/made"/*-setup.exe) package=$(ls "$out/made"/*.msi)

local_data=$WINEPREFIX/drive_c/users/$(id -un)/AppData/Local
program=$local_data/Programs/Passerelle
mkdir -p "$local_data/Passerelle"
echo "a vault" >"$local_data/Passerelle/vault.json"
kept() { [ "$(cat "$local_data/Passerelle/vault.json")" = "a vault" ] || fail "data touched"; }
gone() {
    # the uninstaller goes on in a copy of its own
    for _ in $(seq 60); do
        [ -e "$1" ] || return 0
        read -r -t 0.5 <> <(:) || true
    done
    fail "still there: $1"
}

step "install for this user, /S"
expect 0 "$setup" /CurrentUser /S
run "$program/passerelle.exe" --selftest
run reg query 'HKCU\Software\Classes\.passerelle-convention' /ve | grep -q Passerelle.Convention ||
    fail "no association"
run reg query 'HKCU\Software\Classes\Passerelle.Convention\shell\open\command' /ve |
    grep -q 'passerelle.exe" "%1"' || fail "no command"
step "again, over itself"
touch "$program/_internal/somebody.txt"
expect 0 "$setup" /CurrentUser /S
[ -e "$program/_internal/somebody.txt" ] || fail "a file that is not ours was removed"
rm "$program/_internal/somebody.txt"

step "refused while the program is open (exit 3)"
xvfb-run -a wine "$program/passerelle.exe" --data-dir "$(windows "$out/tried")" </dev/null \
    2>&1 | cat >"$out/open" &
opened=$!
for _ in $(seq 120); do
    [ -e "$out/.tried.verrou" ] && break
    read -r -t 0.5 <> <(:) || true
done
[ -e "$out/.tried.verrou" ] || fail "the window did not open"
expect 3 "$setup" /CurrentUser /S
# in its place: else it goes on in a copy, whose code nobody sees
expect 3 "$program/uninstall.exe" /CurrentUser /S \
    "_?=C:\\users\\$(id -un)\\AppData\\Local\\Programs\\Passerelle"
run taskkill /IM passerelle.exe /F || true
wait "$opened" || true

step "uninstall, /S"
expect 0 "$program/uninstall.exe" /CurrentUser /S
gone "$program"
kept

step "install for everybody, then refused for one user (exit 4)"
everybody=$WINEPREFIX/drive_c/Program\ Files/Passerelle
expect 0 "$setup" /AllUsers /S
expect 4 "$setup" /CurrentUser /S
run "$everybody/passerelle.exe" --selftest
expect 0 "$everybody/uninstall.exe" /AllUsers /S
gone "$everybody"

step "MSI"
expect 0 msiexec /i "$(windows "$package")" /qn
run "$everybody/passerelle.exe" --selftest
expect 4 "$setup" /CurrentUser /S
expect 0 msiexec /x "$(windows "$package")" /qn
[ ! -e "$everybody/passerelle.exe" ] || fail "the MSI left the program"
kept
step "tests"
more=$(windows "$out/python/tests") limit=900 py -m pytest -q -p no:cacheprovider -p no:randomly \
    tests/bootstrap/test_single.py tests/bootstrap/test_running.py tests/bootstrap/test_hardening.py \
    tests/bootstrap/test_crashes.py tests/storage/vault/test_windows.py \
    tests/storage/vault/test_opening.py tests/storage/vault/test_people.py ||
    fail "tests"

step "everything passed"
