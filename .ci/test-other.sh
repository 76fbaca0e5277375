#!/usr/bin/env bash
# The short suite on the newest other Python of this machine; told and passed over where there is none.
set -euo pipefail
cd "$(dirname "$0")/.."

environment="$1"
shift
mine=$("$environment/bin/python" -c 'import sys; print("%d.%d" % sys.version_info[:2])')
if ! other=$(bash .ci/python.sh --other "$mine"); then
  echo "no other Python than $mine is here: the suite ran on that one only" >&2
  exit 0
fi
second="$environment-$("$other" -c 'import sys; print("%d.%d" % sys.version_info[:2])')"
bash .ci/setup.sh "$second" "$other"
exec "$second/bin/python" -m pytest "$@"
