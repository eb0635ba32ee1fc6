#!/bin/sh
# make-xfs.sh: makes xfs.gz beside it, as root, with mkfs.xfs of xfsprogs 6.1, python3 and perl.
# 34 MiB in two groups, 1 KiB blocks, and in it files, some with shared extents or an extent tree, a directory with an
# index, a long symbolic link, large attributes; the log ends with an unmount record. Only blocks that are not zero are
# kept: each behind its number, 8 bytes big-endian.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
work=$(mktemp -d)
trap 'umount "$work/tree" 2>/dev/null || true; rm -rf "$work"' EXIT
image=$work/image
truncate -s 34M "$image"
mkfs.xfs -q --unsupported -b size=1024 -d agcount=2 -m uuid=85b3226d-a4ba-415b-a87a-97c4c15ca0fc,rmapbt=1,reflink=1 "$image"
mkdir "$work/tree"
mount -o loop "$image" "$work/tree"
cd "$work/tree"
mkdir -p etc/deep/deeper many
seq 1 1500 >etc/numbers
seq 1 9 >etc/deep/deeper/few
yes 'a line' | head -c 100000 >long
ln -s etc/numbers link
ln -s "etc/deep/deeper/../../deep/deeper/../../deep/deeper/$(printf '%0700d' 0)" far
seq 1 70 | while read -r i; do : >"many/a file with a long name $i"; done
# Every second block is a hole, so that its extents need a tree.
seq 1 150 | while read -r i; do
    echo "$i" | dd of=sparse bs=1024 seek=$((i * 2)) conv=notrunc status=none
done
sync -f .
cp --reflink=always long copy
fallocate -l 20k unwritten
python3 -c 'import os; os.setxattr("long", "user.note", b"0" * 3000); os.setxattr("etc", "user.few", b"1" * 700)'
rm "many/a file with a long name 7"
cd /
umount "$work/tree"
# A new log with one change, and zeros behind that, for else it is three quarters of it all.
xfs_repair -L "$image" >"$work/repair" 2>&1
mount -o loop "$image" "$work/tree"
rm "$work/tree/many/a file with a long name 8"
umount "$work/tree"
field() { xfs_db -r -c 'sb 0' -c "p $1" "$image" | sed 's/.* = //'; }
log=$(xfs_db -r -c "convert fsblock $(field logstart) daddr" "$image" | sed 's/.*(\(.*\))/\1/')
dd if=/dev/zero of="$image" bs=512 seek=$((log + 32)) count=$(($(field logblocks) * 2 - 32)) conv=notrunc status=none
perl -e 'binmode STDIN; binmode STDOUT; for (my $i = 0; read(STDIN, my $block, 1024); $i++) {
    print pack("Q>", $i), $block if $block =~ /[^\0]/ }' <"$image" | gzip -9nc >"$here/xfs.gz"
