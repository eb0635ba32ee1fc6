#!/bin/sh
# rootfs.sh SUITE PACKAGES FILE: a Debian root file system with these packages (a,b,c), as a tar archive. Made once and
# kept: FILE lies outside the tree. Root only.
set -eu
suite=$1 packages=$2 file=$3
mkdir -p "$(dirname -- "$file")"
exec 9>"$file.lock"
flock 9
[ ! -e "$file" ] || exit 0
work=$(mktemp -d "$file.XXXXXX")
trap 'rm -rf --one-file-system "$work"' EXIT
trap 'exit 130' HUP INT TERM
# debootstrap ends with a sync of all file systems, those included whose writes a test beside this one counts: it gets a
# sync that does nothing, in mounts of its own.
unshare --mount --propagation slave sh -c '
    mount --bind /bin/true "$(readlink -f "$(command -v sync)")" && exec debootstrap "$@"' sh \
    --variant=minbase --include="$packages" "$suite" "$work/root" http://deb.debian.org/debian >"$work/log" 2>&1 9>&- || {
    cat "$work/log" >&2
    exit 1
}
tar -C "$work/root" --one-file-system --exclude='./var/cache/apt/*' --exclude='./var/lib/apt/lists/*' \
    --exclude='./proc/*' --exclude='./sys/*' -cf "$work/tar" .
mv "$work/tar" "$file"
