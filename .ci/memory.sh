#!/usr/bin/env bash
# Where short-lived files of tests may lie in memory: prints the folder, or nothing where there is none that serves.
# Programs are written there and started, so it must let them run; 2 GB are several times what the suite takes.
set -euo pipefail
folder=/dev/shm
least=2000000
if [ -w "$folder" ] && grep -qE "^[^ ]+ $folder tmpfs " /proc/mounts 2>/dev/null \
  && ! grep -qE "^[^ ]+ $folder tmpfs ([^ ]*,)?noexec" /proc/mounts \
  && [ "$(df --output=avail -k "$folder" | tail -1)" -ge "$least" ]; then
  echo "$folder"
fi
