#!/usr/bin/env bash
# Make the environment $1 ready: the locked packages, then this checkout. With the Python $2, else the newest found.
# Does nothing, and asks no network, when what it was made from has not changed. pip's own configuration is honoured.
set -euo pipefail
cd "$(dirname "$0")/.."

environment="${1:-.venv}"
python="${2:-}"
stamps="$environment/.made-from"
qt_libraries=(libegl1 libgl1 libxkbcommon0 libdbus-1-3 libfontconfig1 libglib2.0-0 libgssapi-krb5-2)

say() { printf 'set-up: %s\n' "$*" >&2; }

fingerprint() { cksum <"$1"; }

fresh() { # is the environment made from the file $1 as it is now?
  [ -f "$stamps/$1" ] && [ "$(cat "$stamps/$1")" = "$(fingerprint "$1")" ]
}

stamp() { mkdir -p "$stamps" && fingerprint "$1" >"$stamps/$1"; }

ready() { [ -x "$environment/bin/python" ] && fresh requirements.lock && fresh pyproject.toml; }

missing_package() { # the package that a Debian splits off from the Python $1
  local owner
  owner=$(command -v "$1")
  case "$(readlink -f "$owner")" in
    /usr/bin/python3.*) echo "$("$1" -c 'import sys; print("python%d.%d-venv" % sys.version_info[:2])')" ;;
    *) echo "" ;;
  esac
}

install_by_apt() {
  say "installing from the system's packages: $*"
  export DEBIAN_FRONTEND=noninteractive
  apt-get install -y -q --no-install-recommends "$@" >&2 </dev/null && return 0
  say "the list of packages may be old: bringing it up to date"
  apt-get update -q >&2 </dev/null
  apt-get install -y -q --no-install-recommends "$@" >&2 </dev/null
}

ensure_venv_module() {
  local package
  "$1" -c 'import ensurepip, venv' >/dev/null 2>&1 && return 0
  package=$(missing_package "$1")
  if [ -n "$package" ] && command -v apt-get >/dev/null && [ "$(id -u)" = 0 ]; then
    install_by_apt "$package"
  elif [ -n "$package" ] && command -v apt-get >/dev/null; then
    say "$1 cannot make environments: run 'sudo apt-get install $package', then try again."
    exit 1
  else
    say "$1 cannot make environments: its modules 'venv' and 'ensurepip' are missing. Install them, then try again."
    exit 1
  fi
}

make_environment() {
  [ -n "$python" ] || python=$(bash .ci/python.sh)
  ensure_venv_module "$python"
  if [ -e "$environment" ] && [ ! -f "$environment/pyvenv.cfg" ]; then
    say "$environment is there and is no environment of Python: move it away, or choose another place with VENV="
    exit 1
  fi
  say "making $environment with $("$python" --version)"
  rm -rf -- "$environment"
  "$python" -m venv "$environment"
}

loads_windows() { "$environment/bin/python" -c 'import PySide6.QtNetwork, PySide6.QtWidgets' >/dev/null 2>&1 </dev/null; }

ensure_qt_libraries() { # what Qt's wheels expect of the system, screen or not; all but windows works without
  loads_windows && return 0
  if command -v apt-get >/dev/null && [ "$(id -u)" = 0 ] && install_by_apt "${qt_libraries[@]}" && loads_windows; then
    return 0
  fi
  say "Qt cannot be loaded: windows and their tests will not work. On Debian: apt-get install ${qt_libraries[*]}"
}

runs() { "$environment/bin/python" -m pip --version >/dev/null 2>&1; }

make_ready() {
  ready && return 0
  runs || make_environment
  local pip=("$environment/bin/python" -m pip --disable-pip-version-check --no-input -q)
  if ! fresh requirements.lock; then
    say "installing the locked packages into $environment"
    "${pip[@]}" install --require-hashes -r requirements.lock >&2 </dev/null
    ensure_qt_libraries
    stamp requirements.lock
  fi
  say "installing this checkout"
  "${pip[@]}" install --no-deps --no-build-isolation -e . >&2 </dev/null
  stamp pyproject.toml
}

ready && exit 0
if command -v flock >/dev/null; then # two `make` at once: the second waits, then finds all done
  exec 9>"$environment.lock"
  flock 9
fi
make_ready
