#!/bin/sh
# NSIS installer and MSI from the folder that payload.py lays out (make package PARTS=windows), compiled on Debian:
#   installer/windows/package.sh FOLDER VERSION OUTPUT-FOLDER
# FAST=1 packs with zlib in the place of lzma: for trying.
# SIGN_WITH=file.p12 (and SIGN_PASSWORD_FILE) signs the program first and both packages afterwards, with osslsigncode.
set -eu
source=$(realpath "$1")
version=$2
mkdir -p "$3"
output=$(realpath "$3")
here=$(realpath "$(dirname "$0")")

sign() {
    [ -n "${SIGN_WITH:-}" ] || return 0
    osslsigncode sign -h sha256 -pkcs12 "$SIGN_WITH" ${SIGN_PASSWORD_FILE:+-readpass "$SIGN_PASSWORD_FILE"} \
        ${SIGN_TIMESTAMP:+-ts "$SIGN_TIMESTAMP"} -n Doorstep -in "$1" -out "$1.signed" >/dev/null
    mv "$1.signed" "$1"
}

for program in "$source"/*.exe; do sign "$program"; done
makensis -V2 ${FAST:+-DFAST} "-DVERSION=$version" "-DSOURCE=$source" "-DOUTPUT=$output/doorstep-$version-x64.exe" "$here/doorstep.nsi"
sign "$output/doorstep-$version-x64.exe"

scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
# wixl takes files from a relative folder only.
ln -s "$source" "$scratch/source"
cp "$here/doorstep.wxs" "$scratch/"
(cd "$scratch/source/" && find . -type f | cut -c3- | LC_ALL=C sort) |
    wixl-heat -p "" --component-group Files --var var.SRC --directory-ref INSTALLDIR --win64 >"$scratch/files.wxs"
(cd "$scratch" && wixl -a x64 -D Win64=yes -D SRC=source -D "VERSION=$version" -o "$output/doorstep-$version-x64.msi" \
    doorstep.wxs files.wxs)
sign "$output/doorstep-$version-x64.msi"
ls -l "$output"
