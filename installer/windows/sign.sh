#!/usr/bin/env bash
# Signs files for Windows (exe, dll, msi) in their place: `sign.sh FILE…`.
#
#   PASSERELLE_SIGN_CERTIFICATE  a PKCS#12 file (.pfx) with the certificate and its key
#   PASSERELLE_SIGN_PASSWORD     its password
#   PASSERELLE_SIGN_TIMESTAMP    the address of an RFC 3161 service (optional, but without one the
#                                signature ends with the certificate)
# Each signature is read back; a file that cannot be signed stays as it was.
set -euo pipefail
: "${PASSERELLE_SIGN_CERTIFICATE:?no certificate to sign with}"
: "${PASSERELLE_SIGN_PASSWORD:?no password of the certificate}"
[ "$#" -gt 0 ] || { echo "sign.sh FILE…" >&2; exit 2; }

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
# from a file: arguments are seen by everybody on the machine
(umask 077 && printf '%s' "$PASSERELLE_SIGN_PASSWORD" >"$work/password")
timestamp=()
if [ -n "${PASSERELLE_SIGN_TIMESTAMP:-}" ]; then
    timestamp=(-ts "$PASSERELLE_SIGN_TIMESTAMP")
fi
for file in "$@"; do
    osslsigncode sign -pkcs12 "$PASSERELLE_SIGN_CERTIFICATE" -readpass "$work/password" \
        -n Passerelle -h sha256 "${timestamp[@]}" -in "$file" -out "$work/signed" >"$work/said" ||
        { cat "$work/said" >&2; exit 1; }
    # the chain may end at a root that this machine does not know: what is looked at is that the
    # file is what was signed
    read_back=$(osslsigncode verify -in "$work/signed" 2>&1 || true)
    if grep -q MISMATCH <<<"$read_back" || ! grep -q "^Signer's certificate" <<<"$read_back"; then
        echo "$read_back" >&2
        exit 1
    fi
    cat "$work/signed" >"$file"
    rm "$work/signed"
    echo "signed: $(basename "$file")"
done
