#!/bin/sh
# On macOS: Doorstep.app, signed and notarised. UNVERIFIED: nobody has run this yet.
#   IDENTITY="Developer ID Application: …" PROFILE=name-of-notarytool-profile installer/macos/build.sh
# Read against PyInstaller 6.22 and Qt 6.11 (macOS 13 is the oldest that its libraries are published for), not run.
set -eu
cd "$(dirname "$0")/../.."
export IDENTITY="${IDENTITY:?the name of the certificate that signs}" PROFILE="${PROFILE:?the profile of notarytool}"
installer/setup.sh
app=build/package/bundle/Doorstep.app
icons=build/package/doorstep.iconset
mkdir -p "$icons"
for size in 16 32 128 256 512; do cp "resources/icons/doorstep-$size.png" "$icons/icon_${size}x${size}.png"; done
iconutil -c icns "$icons" -o build/package/doorstep.icns
build/package/venv/bin/python -c "from installer.bundle import make_bundle; print(make_bundle('doorstep'))"
# PyInstaller has signed each file as it was collected, also those of frameworks, which bear no ending, and then the whole:
# the keychain asks by the signature of the program.
codesign --verify --deep --strict "$app"
ditto -c -k --keepParent "$app" build/package/Doorstep.zip
xcrun notarytool submit build/package/Doorstep.zip --keychain-profile "$PROFILE" --wait
xcrun stapler staple "$app"
mkdir -p dist && ditto -c -k --keepParent "$app" dist/Doorstep-macos.zip
"$app/Contents/MacOS/doorstep" --self-test --key-store
