#!/bin/sh
# make.sh: makes the images beside it, with mke2fs and debugfs of e2fsprogs 1.47; no root needed.
# ext4.img.gz: 1 KiB blocks, extents, a journal that holds three transactions and must be replayed.
# ext3.img.gz: 1 KiB blocks, indirect blocks, no journal.
set -eu
cd "$(dirname "$0")"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mkdir -p "$work/tree/etc/deep/deeper"
seq 1 1500 >"$work/tree/etc/numbers"
seq 1 9 >"$work/tree/etc/deep/deeper/few"
yes 'a line' | head -c 400000 >"$work/tree/long"
ln -s etc/numbers "$work/tree/link"
# Every second block is a hole, so that its extents need a block.
seq 1 300 | while read -r i; do
    echo "$i" | dd of="$work/tree/sparse" bs=1024 seek=$((i * 2)) conv=notrunc status=none
done

# make NAME OPTIONS...: an image of 8 MiB.
make() {
    name=$1
    shift
    mke2fs -q -F -b 1024 -N 64 -U 85b3226d-a4ba-415b-a87a-97c4c15ca0fc -E hash_seed=85b3226d-a4ba-415b-a87a-97c4c15ca0fd \
        -d "$work/tree" "$@" "$work/$name" 8M
    debugfs -w -R "ea_set /long user.note $(printf '%0300d' 0)" "$work/$name" 2>/dev/null
}

make ext4.img -t ext4 -J size=1
printf '%s\n' jo "jw -b 66,98-99 $work/tree/long" 'jw -r 700' "jw -b 1 $work/tree/long" jc >"$work/commands"
debugfs -w -f "$work/commands" "$work/ext4.img" >/dev/null 2>&1
make ext3.img -t ext3 -O ^has_journal
for name in ext4.img ext3.img; do
    gzip -9nc "$work/$name" >"$name.gz"
done
