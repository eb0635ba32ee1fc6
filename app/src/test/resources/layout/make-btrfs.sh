#!/bin/sh
# make-btrfs.sh: makes btrfs.img.gz beside it, as root, with btrfs-progs 6.2 on Linux 6.18. Tree blocks of 4 KiB, trees
# and data in the same block groups; a subvolume, snapshots, a reflink, many hard links, packed, unwritten, overwritten
# and deleted files; a log of what was fsynced after the last commit.
set -eu
cd "$(dirname "$0")"
work=$(mktemp -d)
trap 'umount -q "$work/mnt" || true; rm -rf "$work"' EXIT
mkdir "$work/mnt"
truncate -s 24M "$work/img"
mkfs.btrfs --quiet --force -M -n 4096 -U 85b3226d-a4ba-415b-a87a-97c4c15ca0fc "$work/img" >/dev/null 2>&1
mount -o loop,commit=300 "$work/img" "$work/mnt"
tree=$work/mnt
mkdir -p "$tree/etc/deep/deeper" "$tree/links"
seq 1 1500 >"$tree/etc/numbers"
seq 1 9 >"$tree/etc/deep/deeper/few"
yes 'a line' | head -c 300000 >"$tree/long"
cp --reflink=always "$tree/long" "$tree/reflink"
fallocate -l 100K "$tree/unwritten"
touch "$tree/packed"
chattr +c "$tree/packed"
seq 1 12000 >"$tree/packed"
yes 'a line' | head -c 60000 >"$tree/patched"
for i in $(seq 1 150); do
    echo "$i" >"$tree/etc/small-$i"
    ln "$tree/etc/numbers" "$tree/links/$(printf '%060d' "$i")"
done
btrfs -q subvolume create "$tree/sub"
cp "$tree/etc/numbers" "$tree/sub/inside"
btrfs filesystem sync "$tree"
btrfs -q subvolume snapshot "$tree" "$tree/snap"
btrfs -q subvolume snapshot "$tree/sub" "$tree/sub-1"
dd if=/dev/zero of="$tree/patched" bs=4096 seek=5 count=2 conv=notrunc status=none
rm "$tree"/etc/small-1*
echo changed >"$tree/sub/inside"
btrfs filesystem sync "$tree"
seq 1 2000 >"$tree/fsynced"
sync "$tree/fsynced"
dd if=/dev/zero of="$tree/long" bs=4096 seek=9 count=3 conv=notrunc,fsync status=none
cp "$work/img" "$work/copy"
gzip -9nc "$work/copy" >btrfs.img.gz
