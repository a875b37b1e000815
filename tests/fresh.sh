#!/bin/bash
# Proves that the README's commands work on a machine that has never seen this project.
#
#   sudo tests/fresh.sh [make targets, default: demo test]
#
# A minimal Debian is unpacked into a scratch folder with no more than python3, python3-venv, make, git and
# ca-certificates; the committed tree is cloned into it; the make targets run there by chroot, in mount and
# process namespaces of their own, so that mounts and stray servers end with it. How packages are reached
# (apt sources, pip configuration, certificates, proxies) is the host's own, read when this runs, stored nowhere.
#
# Fails with the status of the first target that failed. SUITE names another Debian release, KEEP=1 leaves the
# scratch folder. What is not committed is not tested. Names are resolved as on the host; nothing else is isolated.
set -euo pipefail

suite=${SUITE:-bookworm}
packages=python3,python3-venv,make,git,ca-certificates
here=$(cd "$(dirname "$0")" && pwd)

say() { printf '\n=== %s\n' "$*"; }
die() { printf 'fresh: %s\n' "$*" >&2; exit 1; }

# The host's first apt repository that carries the release.
mirror() {
    apt-get indextargets --no-release-info --format "\$(REPO_URI) \$(RELEASE)" 'Created-By: Packages' |
        awk -v suite="$suite" '$2 == suite && !found { print $1; found = 1 }'
}

# Copies host files or folders to the same place in the root; what the host does not have is left out.
copy() {
    local root=$1 path
    shift
    for path in "$@"; do
        [ -e "$path" ] || continue
        mkdir -p "$root$(dirname "$path")"
        cp -aL --no-target-directory "$path" "$root$path"
    done
}

pip_settings() {
    printf '%s\n' /etc/pip.conf /etc/xdg/pip "$HOME/.pip" "$HOME/.config/pip" ${PIP_CONFIG_FILE:+"$PIP_CONFIG_FILE"}
}

# Files and folders of this machine that pip's settings or apt's sources name, one a line. A local package index
# links to files beside itself, so its parent folder is named.
local_sources() {
    local path
    {
        pip_settings | while read -r path; do [ ! -e "$path" ] || grep -rh '' "$path"; done
        env | grep '^PIP_' || true
        apt-get indextargets --no-release-info --format "\$(REPO_URI)" | grep '^file:' || true
    } | tr -s ' =\t' '\n' | sed -nE 's#^file:(//)?(/.*)/[^/]+/?$#\2#p; /^\//p' | sort -u
}

# Settings for reaching packages, certificates and names. Only apt's Acquire settings are taken: its hooks
# would call programs that a minimal system does not have.
copy_settings() {
    local root=$1 settings
    mapfile -t settings < <(pip_settings)
    rm -f "$root/etc/apt/sources.list"
    copy "$root" /etc/resolv.conf /etc/hosts /etc/apt/sources.list /etc/apt/sources.list.d /etc/apt/auth.conf \
        /etc/apt/auth.conf.d /etc/apt/keyrings /etc/apt/trusted.gpg.d /etc/apt/preferences.d /usr/share/keyrings \
        /usr/local/share/ca-certificates "${settings[@]}"
    apt-config dump Acquire | grep -E '^Acquire::' >"$root/etc/apt/apt.conf.d/99fresh"
    chroot "$root" update-ca-certificates >/dev/null 2>&1
    copy "$root" /etc/ssl/certs/ca-certificates.crt
}

# Mounts live in this process's own namespace and vanish with it.
mount_sources() {
    local root=$1 path
    mount -t proc proc "$root/proc"
    mount -t tmpfs -o mode=1777 tmpfs "$root/dev/shm"
    mount -t devpts -o newinstance,ptmxmode=0666 devpts "$root/dev/pts"
    for path in $(local_sources); do
        if [ -d "$path" ] && [ ! -e "$root$path" ]; then
            mkdir -p "$root$path"
            mount --bind "$path" "$root$path"
            mount -o remount,bind,ro "$root$path"
        elif [ -f "$path" ]; then
            copy "$root" "$path"
        fi
    done
}

# The variables by which pip, git and friends find the outside; everything else starts clean.
outside_variables() { env | grep -iE '^(PIP_|(https?|ftp|all|no)_proxy=|[A-Z_]*(SSL_CERT|CA_BUNDLE|CAINFO))' || true; }

run_inside() {
    local root=$1 target started variables status=0
    shift
    mount_sources "$root"
    mapfile -t variables < <(outside_variables)
    for target in "$@"; do
        say "make $target"
        started=$SECONDS
        chroot "$root" env -i "${variables[@]}" CI=true HOME=/root LANG=C.UTF-8 TERM=dumb \
            PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin \
            make -C /root/intake "$target" || status=$?
        say "make $target: exit $status after $((SECONDS - started)) s"
        [ "$status" -eq 0 ] || return "$status"
    done
}

if [ "${1:-}" = --inside ]; then
    shift
    run_inside "$@"
    exit
fi

[ "$(id -u)" -eq 0 ] || die "needs root, for debootstrap and chroot"
command -v debootstrap >/dev/null || die "needs debootstrap: apt-get install debootstrap"
repository=$(git -C "$here" rev-parse --show-toplevel)
git -C "$repository" rev-parse --verify --quiet HEAD >/dev/null || die "nothing is committed yet"
changes=$(git -C "$repository" status --porcelain | wc -l)
[ "$changes" -eq 0 ] || say "note: $changes uncommitted changes are not part of this test"
from=$(mirror)
[ -n "$from" ] || die "no apt source of this machine carries $suite"
root=$(mktemp -d)
chmod 755 "$root"
trap '[ -n "${KEEP:-}" ] && say "kept: $root" || rm -rf --one-file-system "$root"' EXIT
[ $# -gt 0 ] || set -- demo test

say "a bare $suite"
debootstrap --variant=minbase --include="$packages" "$suite" "$root" "$from" >"$root.log" 2>&1 ||
    { tail -20 "$root.log" >&2; die "debootstrap failed"; }
rm -f "$root.log"
copy_settings "$root"
git clone --quiet --no-hardlinks "$repository" "$root/root/intake"
say "bare system ready after $SECONDS s"
unshare --mount --pid --fork --kill-child --propagation private "$0" --inside "$root" "$@"
