#!/bin/sh
# build.sh SUITE: makes a machine of that Debian suite for QEMU, with the distribution's own kernel, bpftrace and bcc,
# unless it is there already, and prints its directory: root.img, vmlinuz, initrd.
#
# Machines are kept in IOTRACE_MACHINES, else in /var/cache/iotrace/machines, under the suite's name and a sum of this
# recipe; older ones of the suite go. Needs root, debootstrap and e2fsprogs. All it says goes to stderr.
set -eu
suite=$1
here=$(dirname -- "$(readlink -f -- "$0")")
cache=${IOTRACE_MACHINES:-/var/cache/iotrace/machines}
recipe=$(cat "$0" "$here/root.sh" "$here/init" | sha256sum | cut -c 1-12)
machine=$cache/$suite-$recipe
mkdir -p "$cache"
exec 9>"$cache/$suite.lock"
flock 9
if [ ! -d "$machine" ]; then
    fresh=$cache/.$suite.fresh
    rm -rf --one-file-system "$fresh" "$cache/$suite"-*
    mkdir -p "$fresh"
    nice sh "$here/root.sh" "$suite" "$fresh/root" >"$fresh/log" 2>&1 || {
        tail -n 20 "$fresh/log" >&2
        exit 3
    }
    cp "$fresh"/root/boot/vmlinuz-* "$fresh/vmlinuz"
    cp "$fresh"/root/boot/initrd.img-* "$fresh/initrd"
    install -m 755 "$here/init" "$fresh/root/init.machine"
    mkdir "$fresh/root/cargo"
    truncate -s 4G "$fresh/root.img"
    mke2fs -q -t ext4 -F -d "$fresh/root" "$fresh/root.img"
    rm -rf "$fresh/root"
    mv "$fresh" "$machine"
fi
echo "$machine"
