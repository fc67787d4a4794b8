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

# Ours, and what its makers have not signed; Qt's and Python's bear their makers' signatures (INTUNE.md).
if [ -n "${SIGN_WITH:-}" ]; then
    find "$source" -name '*.exe' -o -name '*.dll' -o -name '*.pyd' | LC_ALL=C sort | while read -r program; do
        osslsigncode verify -in "$program" 2>/dev/null | grep -q "Subject:" || sign "$program"
    done
fi
makensis -V2 ${FAST:+-DFAST} "-DVERSION=$version" "-DSOURCE=$source" "-DOUTPUT=$output/doorstep-$version-x64.exe" "$here/doorstep.nsi"
sign "$output/doorstep-$version-x64.exe"

scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
# wixl takes files from a relative folder only.
ln -s "$source" "$scratch/source"
cp "$here/doorstep.wxs" "$scratch/"
(cd "$scratch/source/" && find . -type f | cut -c3- | LC_ALL=C sort) |
    wixl-heat -p "" --component-group Files --var var.SRC --directory-ref INSTALLDIR --win64 |
    perl -pe 's/dir[0-9A-F]{32}/$number{$&} \/\/= sprintf("dir%05d", ++$last)/ge' >"$scratch/files.wxs"
# The same commit makes the same package: folders are numbered in their order, its two codes are made from it, and wixl is told that it is that moment.
moment=${SOURCE_DATE_EPOCH:-$(git -C "$here" log -1 --format=%ct)}
code() { echo "doorstep $1 $version $moment" | sha256sum | sed -E 's/^(.{8})(.{4}).(.{3}).(.{3})(.{12}).*/\1-\2-4\3-8\4-\5/'; }
(cd "$scratch" && TZ=UTC faketime -f "$(date -u -d "@$moment" '+%Y-%m-%d %H:%M:%S')" wixl -a x64 -D Win64=yes -D SRC=source \
    -D "VERSION=$version" -D "PRODUCT=$(code product)" \
    -o "$output/doorstep-$version-x64.msi" doorstep.wxs files.wxs)
# wixl makes up the code of the package itself, whatever the description says; it is as long as ours.
made=$(msiinfo suminfo "$output/doorstep-$version-x64.msi" | sed -n 's/^Revision number (UUID): {\(.*\)}.*/\1/p')
MADE="$made" OURS="$(code package | tr a-f A-F)" perl -pi -e 's/\Q$ENV{MADE}\E/$ENV{OURS}/' "$output/doorstep-$version-x64.msi"
sign "$output/doorstep-$version-x64.msi"
ls -l "$output"
