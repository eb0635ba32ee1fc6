#!/bin/sh
# root.sh SUITE DIRECTORY: a root file system of that Debian suite with its own kernel, bpftrace and bcc. In mounts and
# processes of its own, so that nothing is left of them, however it ends.
set -eu
[ "$$" -eq 1 ] || exec unshare --mount --pid --fork --kill-child sh "$0" "$@"
suite=$1
root=$2
packages="linux-image-cloud-amd64 linux-headers-cloud-amd64 initramfs-tools zstd kmod udev mount fdisk e2fsprogs
    bpftrace python3-bpfcc dmsetup lvm2 cryptsetup-bin mdadm procps"

# debootstrap ends with a sync of all file systems, those included whose writes a test beside this one counts.
mount --bind /bin/true "$(readlink -f "$(command -v sync)")"
debootstrap --variant=minbase "$suite" "$root" http://deb.debian.org/debian
# No service starts while it is configured.
printf '#!/bin/sh\nexit 101\n' >"$root/usr/sbin/policy-rc.d"
chmod +x "$root/usr/sbin/policy-rc.d"
mountpoint -q "$root/proc" || mount -t proc proc "$root/proc"
# Unquoted: one word for each package.
chroot "$root" env DEBIAN_FRONTEND=noninteractive apt-get install -q -y --no-install-recommends $packages
rm -rf "$root"/var/cache/apt/archives/*.deb "$root"/usr/share/doc "$root"/usr/share/locale
