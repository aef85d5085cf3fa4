#!/bin/sh
# La commande du service, avec ses réglages et sous son compte : passerelle-departement --help
set -eu
conf=/etc/passerelle-departement/service.conf
phrase=/etc/passerelle-departement/phrase
if [ -r "$conf" ]; then
  # comme systemd la lit : sans les guillemets, et la dernière ligne même si rien ne la termine
  while IFS='=' read -r name value || [ -n "$name" ]; do
    value=$(printf %s "$value" | tr -d '\r')
    case $value in \"*\"|\'*\') value=${value#?} value=${value%?} ;; esac
    case $name in PASSERELLE_*|PG*|HTTPS_PROXY) export "$name=$value" ;; esac
  done <"$conf"
fi
if [ -e "$phrase" ]; then export PASSERELLE_KEY_PASSPHRASE_FILE="$phrase"; fi
program=/usr/lib/passerelle-departement/passerelle-departement
umask 077
if [ "$(id -u)" = 0 ]; then
  export HOME=/var/lib/passerelle-departement
  exec runuser -u passerelle-departement -- "$program" "$@"
fi
exec "$program" "$@"
