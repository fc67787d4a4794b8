# On Windows, in the root of the repository: the folder that package.sh makes installers from.
#   powershell -File installer\windows\build.ps1
# Needs Python 3.11 or newer (x64). Not run by the project's continuous integration.
$ErrorActionPreference = "Stop"
python -m venv build\package\venv
$python = "build\package\venv\Scripts\python.exe"
& $python -m pip install --require-hashes --only-binary :all: -r requirements\lock-run.txt
& $python -m pip install --require-hashes --only-binary :all: -r requirements\lock-package.txt
& $python -m pip install --no-deps --no-build-isolation -e .
$env:SOURCE_DATE_EPOCH = git log -1 --format=%ct
& $python -c "from pathlib import Path; from installer.bundle import make_bundle; print(make_bundle('doorstep'))"
& build\package\bundle\doorstep\doorstep-console.exe --self-test --key-store
