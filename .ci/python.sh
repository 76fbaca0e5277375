#!/usr/bin/env bash
# Print the newest Python that this product is tested with. A candidate counts only when it really runs:
# version managers leave shims behind that merely say "command not found".
#
#   python.sh            the newest on the path; a version manager's own only where the path has none
#   python.sh --other V  the newest of all that is not V (like 3.11)
#   python.sh --bare V   one of version V, whether it can make environments or not
#   python.sh --exactly V  any of version V
set -euo pipefail

newest_first="3.13 3.12 3.11" # 3.14 and later wait until every locked wheel is there for them

on_path() { printf 'python%s\npython3\n' "$1"; }

anywhere() {
  local root
  on_path "$1"
  for root in "${PYENV_ROOT:-${HOME:-/nonexistent}/.pyenv}/versions" /opt/python; do
    compgen -G "$root/*$1*/bin/python$1" | sort -rV || true
  done
}

runs_as() { # does the candidate $1 run, and is it version $2?
  [ "$("$1" -c 'import sys; print("%d.%d" % sys.version_info[:2])' 2>/dev/null </dev/null || true)" = "$2" ]
}

makes_environments() { "$1" -c 'import ensurepip, venv' >/dev/null 2>&1 </dev/null; }

anything() { :; }

first() { # the first candidate of version $1 among those that $2 lists, and that passes the test $3
  local candidate
  while read -r candidate; do
    if runs_as "$candidate" "$1" && "$3" "$candidate"; then
      "$candidate" -c 'import sys; print(sys.executable)'
      return 0
    fi
  done <<<"$("$2" "$1")"
  return 1
}

newest() { # of all versions but $3
  local version
  for version in $newest_first; do
    [ "$version" != "${3:-}" ] && first "$version" "$1" "$2" && return 0
  done
  return 1
}

if [ "${1:-}" = --other ]; then
  newest anywhere makes_environments "$2"
  exit
fi
if [ "${1:-}" = --exactly ]; then
  first "$2" on_path makes_environments || first "$2" anywhere makes_environments
  exit
fi
if [ "${1:-}" = --bare ]; then
  first "$2" anywhere anything
  exit
fi
newest on_path makes_environments && exit 0
newest anywhere makes_environments && exit 0
newest on_path anything && exit 0 # the set-up knows how to mend it

cat >&2 <<'EOF'
No Python 3.11, 3.12 or 3.13 was found.
  Debian, Ubuntu:  apt-get install python3 python3-venv
  elsewhere:       install one of them, or name it: make PYTHON=/path/to/python3.11 …
EOF
exit 1
