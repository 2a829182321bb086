#!/bin/sh
# ./go run [--demo|--screens|…]  set everything up, then open the window (no display: draw the demo screens into ./screens)
# ./go cli …                      the command line from this checkout
# ./go test [PYTEST ARGUMENTS]    set everything up, then run the tests
# ./go bench [NAME]               print figures (benchmarks/NAME.py, or all)
# ./go harden [NAME…]             try the promises of the vault, as root on Linux (--list, --faults: prove that each can fail)
# ./go check                      ruff, mypy, import rules, house rules
# Nothing outside this folder is changed, except system packages when you are root on Debian or Ubuntu.
set -eu
cd "$(dirname "$0")"
unset PYTHONDONTWRITEBYTECODE PYTHONPATH PYTHONHOME || true
say() { printf '%s\n' "$*" >&2; }

arch=$(uname -m)-linux-gnu
glib=libglib2.0-0
if command -v apt-cache >/dev/null 2>&1 && apt-cache show libglib2.0-0t64 >/dev/null 2>&1; then glib=libglib2.0-0t64; fi
libraries="libgl1 libegl1 libxkbcommon0 libfontconfig1 $glib libdbus-1-3"
x_libraries="libxcb-cursor0 libxcb-icccm4 libxcb-keysyms1 libxcb-shape0 libxcb-xkb1 libxkbcommon-x11-0"

use_local_libraries() {
  [ -d .libs ] || return 0
  LD_LIBRARY_PATH="$PWD/.libs/usr/lib/$arch:$PWD/.libs/lib/$arch${LD_LIBRARY_PATH:+:$LD_LIBRARY_PATH}"
  export LD_LIBRARY_PATH
  [ -d /etc/fonts ] || export FONTCONFIG_PATH="$PWD/.libs/etc/fonts" XDG_DATA_DIRS="$PWD/.libs/usr/share:${XDG_DATA_DIRS:-/usr/local/share:/usr/share}"
}

# Root: install the packages. Not root: unpack them beside the program. No apt: say what is missing.
need() {
  command -v apt-get >/dev/null 2>&1 || { say "These libraries are needed (Debian names): $*"; exit 3; }
  if [ "$(id -u)" = 0 ]; then
    say "· installing $*"
    apt-get update -qq >/dev/null 2>&1 || true
    DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$@" >/dev/null || { say "Could not install: $*"; exit 3; }
  else
    say "· unpacking beside the program, as you are not root: $*"
    mkdir -p .libs/deb
    ( cd .libs/deb
      apt-get download -qq $(apt-get install -s --no-install-recommends "$@" 2>/dev/null | awk '/^Inst/{print $2}')
      for file in *.deb; do dpkg -x "$file" ..; done
      rm -f ./*.deb ) || { say "Could not fetch them. With root: apt-get install -y $*"; exit 3; }
    use_local_libraries
  fi
}

fits='import sys, venv, ensurepip; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 14))'
python=""
find_python() {
  for name in python3.13 python3.12 python3.14 python3.11 python3; do
    found=$(command -v $name 2>/dev/null) && "$found" -c "$fits" 2>/dev/null && { python=$found; return 0; }
  done
  return 1
}
if ! find_python; then
  [ "$(id -u)" != 0 ] || need python3 python3-venv ca-certificates
  find_python || { say "Python 3.11 to 3.14 with venv is needed (Debian: apt-get install python3 python3-venv)"; exit 3; }
fi

stamp=$("$python" -c 'import sys, hashlib; print(sys.version_info[:3], hashlib.sha256(open("requirements.lock", "rb").read()).hexdigest())')
if [ ! -x .venv/bin/python ] || [ "$(cat .venv/stamp 2>/dev/null)" != "$stamp" ]; then
  say "· making .venv with $("$python" -V)"
  rm -rf .venv
  "$python" -m venv .venv
  .venv/bin/python -m pip install -q --disable-pip-version-check --require-hashes --only-binary :all: -r requirements.lock
  echo "$stamp" > .venv/stamp
fi
use_local_libraries
export PYTHONPATH="$PWD"

loads() { .venv/bin/python -c 'import PySide6.QtWidgets, PySide6.QtSvg' 2>/dev/null; }
if [ "$(uname)" = Linux ] && ! loads; then
  need $libraries
  loads || { .venv/bin/python -c 'import PySide6.QtWidgets, PySide6.QtSvg'; exit 3; }
fi

command=${1:-run}
[ $# = 0 ] || shift
case $command in
run)
  if [ "$(uname)" = Linux ] && [ -z "${QT_QPA_PLATFORM:-}" ]; then
    if [ -z "${DISPLAY:-}${WAYLAND_DISPLAY:-}" ]; then
      say "There is no display: drawing the demo screens into ./screens"
      export QT_QPA_PLATFORM=offscreen
      set -- --screens "$@"
    elif [ -n "${DISPLAY:-}" ] && ldd .venv/lib/python3*/site-packages/PySide6/Qt/plugins/platforms/libqxcb.so | grep -q 'not found'; then
      need $x_libraries
    fi
  fi
  exec .venv/bin/python -m ui "$@" ;;
cli) exec .venv/bin/python -m monitorapp.cli.main "$@" ;;
test) QT_QPA_PLATFORM=${QT_QPA_PLATFORM:-offscreen} exec .venv/bin/python -m pytest -q -n auto --maxprocesses 4 --dist worksteal "$@" ;;
bench)
  export QT_QPA_PLATFORM=${QT_QPA_PLATFORM:-offscreen}
  name=${1:-*}
  [ $# = 0 ] || shift
  for file in benchmarks/$name.py; do
    case $file in */__init__.py|*_adapter.py|*_peers.py|*_plans.py) continue ;; esac
    say "· $file"
    .venv/bin/python "$file" "$@"
  done ;;
harden)
  [ "$(uname)" = Linux ] || { say "harden is for Linux"; exit 3; }
  if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
    missing=$(.venv/bin/python -m benchmarks.harden --missing "$@")
    ! ldd .venv/lib/python3*/site-packages/PySide6/Qt/plugins/platforms/libqxcb.so | grep -q 'not found' || missing="$missing $x_libraries"
    [ -z "$missing" ] || need $missing
  fi
  exec .venv/bin/python -m benchmarks.harden "$@" ;;
check)
  .venv/bin/ruff check .
  .venv/bin/ruff format --check .
  .venv/bin/mypy
  .venv/bin/lint-imports
  .venv/bin/python packaging/house_rules.py ;;
*) say "usage: ./go run|cli|test|bench|harden|check"; exit 2 ;;
esac
