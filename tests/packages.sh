#!/bin/bash
# Installs the Debian packages whose programs the tests start, or of them those named; `make test` runs it first.
#
# As root, missing packages are installed and kept from starting services of their own. Otherwise the command is
# printed with what will be skipped; with CI=true that is a failure, for a skipped test proves nothing.
set -euo pipefail

# package: what needs it
needs="
dovecot-imapd:   mailboxes over real IMAP
dovecot-lmtpd:   delivery over real LMTP
postgresql:      several processes on one database
chromium:        pictures of mails and pages
strace:          the order of fsync, commit and answer
neomutt:         engineers who answer at a terminal
s-nail:          engineers who answer by lines
swaks:           customers who write, and scripts that answer
claws-mail:      engineers who answer in a window
xvfb:            the screen of that window
xdotool:         its keys
"

installed() { dpkg-query --show --showformat='${db:Status-Status}' "$1" 2>/dev/null | grep -qx installed; }

missing() {
    local package
    while IFS=: read -r package _; do
        [ -z "$package" ] || installed "$package" || echo "$package"
    done <<<"$needs"
}

# Debian asks policy-rc.d before it starts a service; 101 forbids it (invoke-rc.d(8)).
install_quietly() {
    local policy=/usr/sbin/policy-rc.d
    if [ ! -e "$policy" ]; then
        printf '#!/bin/sh\nexit 101\n' >"$policy"
        chmod 755 "$policy"
        trap 'rm -f /usr/sbin/policy-rc.d' EXIT
    fi
    export DEBIAN_FRONTEND=noninteractive
    apt-get update --quiet=2
    apt-get install --quiet=2 --yes --no-install-recommends "$@" </dev/null >/dev/null
}

mapfile -t wanted < <(missing | if [ $# -gt 0 ]; then grep -xF "$(printf '%s\n' "$@")" || true; else cat; fi)
[ "${#wanted[@]}" -gt 0 ] || exit 0

if [ "$(id -u)" -eq 0 ] && command -v apt-get >/dev/null; then
    echo "installing ${wanted[*]}"
    install_quietly "${wanted[@]}"
    exit
fi

echo "These Debian packages are missing; what needs them is skipped:"
for package in "${wanted[@]}"; do grep "^$package:" <<<"$needs" | sed 's/^/    /'; done
echo "To run them:  sudo apt-get install --no-install-recommends ${wanted[*]}"
[ "${CI:-}" != true ] || exit 1
