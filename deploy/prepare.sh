#!/bin/sh
# The service `prepare` of the compose files. It starts as root, because Docker makes new volumes root's, may change owners
# and little else, reaches no network, and ends before the others begin.
#
#   /volumes/*             become the property of OWNER, the user and group that the other services run as
#   /alertmanager-secrets  gets what Alertmanager reads from files: ALERT_WEBHOOK_URL, and what is in /given-secrets
#   /audit                 of the secured stack: its log is made, and only grows from then on
#
# It also looks at what is set, before anything starts with it.
set -eu
umask 077

if [ ! -d /audit ]; then
  case "${BINNACLE_BIND_ADDRESS:-}" in
    "" | localhost | 127.* | ::1) ;;
    *)
      echo "BINNACLE_BIND_ADDRESS=$BINNACLE_BIND_ADDRESS: without TLS and logins this stack stays on loopback. For a host that" >&2
      echo "others reach: binnacle up --secure, or docker-compose.secure.yml; docs/stack-security.md has more" >&2
      exit 1
      ;;
  esac
fi

# With 0, Prometheus keeps 15 days, Loki and Jaeger everything, and none of them says so.
for limit in METRICS_RETENTION_DAYS=3650 TRACES_RETENTION_DAYS=3650 LOGS_RETENTION_DAYS=3650 \
  AUDIT_RETENTION_DAYS=36500 HIGH_RESOLUTION_RETENTION_HOURS=87600; do
  name=${limit%=*} most=${limit#*=}
  eval "value=\${$name:-}"
  case "$value" in
    "" | [1-9] | [1-9][0-9] | [1-9][0-9][0-9] | [1-9][0-9][0-9][0-9] | [1-9][0-9][0-9][0-9][0-9])
      [ "${value:-1}" -gt "$most" ] || continue
      ;;
  esac
  echo "$name=$value is not accepted; expected a whole number from 1 to $most" >&2
  exit 1
done

chown -R "$OWNER" /volumes/*

# Root without capabilities writes only where it is the owner.
chown -R 0:0 /alertmanager-secrets
for secret in /given-secrets/*; do
  [ "$secret" = /given-secrets/README.md ] || [ ! -f "$secret" ] || cat "$secret" >"/alertmanager-secrets/${secret##*/}"
done
printf '%s' "${ALERT_WEBHOOK_URL:-http://localhost/}" >/alertmanager-secrets/webhook-url
chown -R "$OWNER" /alertmanager-secrets

if [ -d /audit ]; then
  log=/audit/audit.log
  chown 0:0 /audit
  if [ -e "$log" ]; then
    chattr -a "$log" 2>/dev/null || true
  else
    : >"$log"
  fi
  chown "$OWNER" /audit "$log"
  # With this attribute nobody changes, empties or removes the file: not the proxy that writes to it, and not root either
  # before root takes the attribute away.
  if ! chattr +a "$log" && [ "${BINNACLE_AUDIT_PLAIN:-}" != true ]; then
    echo "the audit log cannot be made append-only on this file system; BINNACLE_AUDIT_PLAIN=true goes on without that" >&2
    exit 1
  fi
fi
