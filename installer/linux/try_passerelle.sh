# Run by check_deb.sh, inside the clean system.
set -euo pipefail
fail() { echo "$1" >&2; exit 1; }

echo "== selftest, without a display, then on Xvfb"
env QT_QPA_PLATFORM=offscreen passerelle --selftest
xvfb-run -a env QT_QPA_PLATFORM=xcb passerelle --selftest
echo "== the window on Xvfb, until it is told to end"
code=0
xvfb-run -a timeout --signal=TERM 6 passerelle --data-dir /root/essai || code=$?
[ "$code" = 124 ] || fail "the program ended by itself: $code"
echo "== the file of a convention is known"
update-mime-database /usr/share/mime
grep -q 'x-passerelle-convention:\*.passerelle-convention' /usr/share/mime/globs2 || fail "no such type of file"
desktop-file-validate /usr/share/applications/passerelle.desktop
grep -q '^application/x-passerelle-convention=passerelle.desktop' /usr/share/applications/mimeinfo.cache \
  || fail "nothing opens the file of a convention"
echo "== notices beside the program"
grep -q 'ZETETIC LLC' /usr/lib/passerelle/_internal/NOTICES.txt || fail "no notices"
echo "== removed, the data kept"
mkdir -p /root/.local/share/Passerelle && touch /root/.local/share/Passerelle/passerelle.db
apt-get remove -y -qq passerelle >/dev/null
[ -e /root/.local/share/Passerelle/passerelle.db ] || fail "the data are gone"
[ ! -e /usr/bin/passerelle ] || fail "the command is still there"
