# Run by check_deb.sh, inside the clean system, which no systemd runs: the command serves instead.
set -euo pipefail
fail() { echo "$1" >&2; exit 1; }
server=
trap '[ -z "$server" ] || kill "$server"' EXIT
data=/var/lib/passerelle-departement
settings=/etc/passerelle-departement
me=passerelle-departement

echo "== the unit and what it is closed to"
systemd-analyze verify --man=no /usr/lib/systemd/system/passerelle-departement.service
systemd-analyze security --offline=yes --no-pager passerelle-departement.service | tail -1
systemd-analyze security --offline=yes --threshold=15 --no-pager passerelle-departement.service >/dev/null
[ "$(stat -c '%U %a' $data)" = "$me 700" ] || fail "the data folder is open"
ls /etc/systemd/system/*/passerelle-departement.service 2>/dev/null && fail "started without being prepared"

install -m 0640 -o root -g $me /dev/null $settings/phrase
echo 'quatre canards traversent tranquillement la place' >$settings/phrase
install -m 0640 -o root -g $me /dev/null /tmp/compte
echo 'douze hérissons cherchent la clé du grenier' >/tmp/compte

# Any free port: this system shares the machine's addresses.
sed -i 's/^PASSERELLE_PORT=.*/PASSERELLE_PORT=0/' $settings/service.conf

serves() { # $1: which database
  passerelle-departement prepare --account instructeur --password-file /tmp/compte \
    --structure "CCAS d’Exemple" --code CCASEX
  passerelle-departement serve >/tmp/said 2>/tmp/errors &
  server=$!
  until grep -q '"url"' /tmp/said; do
    kill -0 $server 2>/dev/null || { cat /tmp/errors >&2; fail "the service ended"; }
    sleep 0.2
  done
  local url
  url=$(sed -n 's/.*"url": "\([^"]*\)".*/\1/p' /tmp/said)
  curl -sf -H 'passerelle-protocol: passerelle/1' -H 'passerelle-nonce: AAAAAAAAAAAAAAAAAAAAAA' $url/v1/status; echo
  curl -sf $url/connexion | grep -q '<html lang="fr">' || fail "no console"
  curl -sf -o /dev/null $url/statique/console.css || fail "no style"
  kill -TERM "$(sed -n 's/.*"pid": \([0-9]*\).*/\1/p' /tmp/said)"
  wait $server || fail "the service ended badly: $?"
  server=
  passerelle-departement backup /var/backups/passerelle-departement
  echo "served on $1"
}

echo "== prepared, served, stopped"
serves SQLite
[ -z "$(find $data /var/backups/$me -perm /077)" ] || fail "the data can be read by others"
if [ -n "$CHECK_POSTGRESQL" ]; then
  [ -n "$(pg_lsclusters -h)" ] || pg_createcluster "$(ls /usr/lib/postgresql)" main >/dev/null
  service postgresql start
  runuser -u postgres -- createuser $me
  runuser -u postgres -- createdb -O $me passerelle
  sed -i 's#^PASSERELLE_DATABASE_URL=.*#PASSERELLE_DATABASE_URL=postgresql+psycopg:///passerelle#' $settings/service.conf
  serves PostgreSQL
  service postgresql stop
fi

echo "== removed, purged, the data kept; then all of it, when that is asked for"
apt-get remove -y -qq passerelle-departement | grep 'restent dans'
[ -e $data/cles.json ] || fail "the data are gone"
dpkg --purge passerelle-departement | grep "Gardé : $data"
[ -e $data/cles.json ] && [ -e $settings/phrase ] || fail "the data are gone"
dpkg -i /tmp/passerelle-departement_*.deb >/dev/null
PASSERELLE_PURGE_DATA=oui dpkg --purge passerelle-departement | grep 'sont effacées'
[ ! -e $data ] && [ ! -e $settings ] || fail "something is left"
