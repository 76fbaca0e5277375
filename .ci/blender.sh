#!/usr/bin/env bash
# Run the tests of Blender in the environment $1 of its own: Blender as a module, without a window. The rest is pytest's.
# Told and passed over where no Blender can be: its module is made for Python 3.11 on three kinds of machine only.
set -euo pipefail
cd "$(dirname "$0")/.."

environment="${1:-.venv-blender}"
shift || true
lock=requirements-blender.lock
stamp="$environment/.made-from"
libraries=(libgl1 libegl1 libsm6 libx11-6 libxfixes3 libxi6 libxkbcommon0 libxrender1)

say() { printf 'blender: %s\n' "$*" >&2; }

pass_over() { say "$*: the tests of Blender did not run" && exit 0; }

fingerprint() { cksum <"$lock"; }

ready() { [ -x "$environment/bin/python" ] && [ -f "$stamp" ] && [ "$(cat "$stamp")" = "$(fingerprint)" ]; }

has_wheel() { # for which machines the lock's Blender is made
  case "$(uname -s) $(uname -m)" in
    "Linux x86_64" | "Darwin arm64" | "Darwin x86_64") return 0 ;;
    *) return 1 ;;
  esac
}

make_environment() {
  local python
  has_wheel || pass_over "there is no Blender for $(uname -s) on $(uname -m)"
  python=$(bash .ci/python.sh --exactly 3.11) || pass_over "no Python 3.11 that makes environments is here"
  if [ -e "$environment" ] && [ ! -f "$environment/pyvenv.cfg" ]; then
    say "$environment is there and is no environment of Python: move it away, or choose another place"
    exit 1
  fi
  say "making $environment with $("$python" --version); Blender takes about a gigabyte"
  rm -rf -- "$environment"
  "$python" -m venv "$environment"
  "$environment/bin/python" -m pip --disable-pip-version-check --no-input -q install --require-hashes -r "$lock" \
    >&2 </dev/null
  fingerprint >"$stamp"
}

loads() { "$environment/bin/python" -c 'import bpy' >/dev/null 2>&1 </dev/null; }

install_libraries() {
  export DEBIAN_FRONTEND=noninteractive
  apt-get install -y -q --no-install-recommends "${libraries[@]}" >&2 </dev/null && return 0
  say "the list of packages may be old: bringing it up to date"
  apt-get update -q >&2 </dev/null
  apt-get install -y -q --no-install-recommends "${libraries[@]}" >&2 </dev/null
}

ensure_libraries() { # what Blender expects of the system, window or not
  loads && return 0
  if command -v apt-get >/dev/null && [ "$(id -u)" = 0 ] && install_libraries && loads; then
    return 0
  fi
  say "Blender cannot be loaded; it says:"
  "$environment/bin/python" -c 'import bpy' >&2 </dev/null || true
  say "libraries of the system may be missing. On Debian: apt-get install ${libraries[*]}"
  exit 1
}

if ! ready; then
  if command -v flock >/dev/null; then # two `make` at once: the second waits, then finds all done
    exec 9>"$environment.lock"
    flock 9
  fi
  ready || make_environment
  exec 9>&-
fi
ensure_libraries
product="${environment%-blender}/bin" # beside it, as `make` has it: the product's own Python, to which publishes are handed
if [ -z "${STUDIO_TOOLS_PYTHON:-}" ] && [ "$product" != "$environment/bin" ] && [ -x "$product/python" ]; then
  STUDIO_TOOLS_PYTHON="$(cd "$product" && pwd)/python"
  export STUDIO_TOOLS_PYTHON
fi
"$environment/bin/python" -m pytest -m "long or not long" "$@" tests/blender || ended=$?
if [ "${ended:-0}" = 5 ] && [ $# -gt 0 ]; then
  say "none of the tests of Blender was chosen"
  exit 0
fi
exit "${ended:-0}"
