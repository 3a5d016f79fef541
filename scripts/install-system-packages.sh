#!/usr/bin/env bash
# Installs the system packages that the browser, database, host-metrics and container tests use.
# Does nothing where they are present; without apt or root it says what to install and exits 0.
set -euo pipefail

# package, then a command that stands for it where it came from elsewhere ("-": only the package counts)
readonly WANTED='
ca-certificates           -
git                       git
chromium                  chromium
postgresql                postgres
rabbitmq-server           rabbitmq-server
mariadb-server            mariadbd
redis-server              redis-server
memcached                 memcached
prometheus-node-exporter  prometheus-node-exporter
prometheus-blackbox-exporter  prometheus-blackbox-exporter
docker.io                 dockerd
nginx                     nginx
'
readonly POLICY=/usr/sbin/policy-rc.d

is_installed() {
  [ "$(dpkg-query --show --showformat='${db:Status-Status}' "$1" 2>/dev/null || true)" = installed ]
}

missing_packages() {
  while read -r package command; do
    [ -n "$package" ] || continue
    if [ "$command" != - ] && command -v "$command" >/dev/null; then continue; fi
    if command -v dpkg-query >/dev/null && is_installed "$package"; then continue; fi
    echo "$package"
  done <<<"$WANTED"
}

# Packages start their daemons on installation, some on every interface: tests start their own.
forbid_daemon_starts() {
  [ ! -e "$POLICY" ] || return 0
  trap 'rm -f "$POLICY"' EXIT
  printf '#!/bin/sh\nexit 101\n' >"$POLICY"
  chmod +x "$POLICY"
}

mapfile -t missing < <(missing_packages)
if [ "${#missing[@]}" -eq 0 ]; then
  echo 'system packages: all present'
  exit 0
fi
if ! command -v apt-get >/dev/null || [ "$(id -u)" -ne 0 ]; then
  echo "system packages: install these for the tests that need them: ${missing[*]}"
  exit 0
fi

export DEBIAN_FRONTEND=noninteractive
forbid_daemon_starts
apt-get update --quiet=2
if ! log=$(apt-get install --yes --quiet=2 --no-install-recommends "${missing[@]}" 2>&1); then
  printf '%s\n' "$log" >&2
  exit 1
fi
echo "system packages: installed ${missing[*]}"
