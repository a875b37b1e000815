#!/bin/sh
# Makes the passwords that compose.yaml mounts, as root, once:
#
#   sudo docs/compose/secrets.sh desk/secrets support@example.org [another mailbox …]
#
# Each mailbox named gets the same new password. Existing secrets are left alone; the files belong to user 10001,
# as whom the service runs, and nobody else may read them (libpq refuses a password file that others can read).
set -eu

[ $# -ge 2 ] || { echo "usage: $0 FOLDER MAILBOX..." >&2; exit 2; }
folder=$1
shift
[ ! -e "$folder" ] || { echo "$folder exists already; nothing was changed" >&2; exit 1; }

random() { od -An -N24 -tx1 /dev/urandom | tr -d ' \n'; }

umask 077
mkdir -p "$folder"
database=$(random)
mailbox=$(random)
printf '%s' "$database" >"$folder/postgres"
printf 'postgres:5432:intake:intake:%s\n' "$database" >"$folder/pgpass"
printf '%s' "$mailbox" >"$folder/mailbox"
for address in "$@"; do printf '%s:{PLAIN}%s:1000:1000::::\n' "$address" "$mailbox"; done >"$folder/dovecot-users"
chown -R 10001:10001 "$folder"
