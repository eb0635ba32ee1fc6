#!/bin/sh
# trial.sh ARCHIVE PACKAGE WORK: unpacks the root file system into WORK/root, installs the package there, uses it on this
# host's kernel, and purges it. What came out is in WORK/out. In a mount namespace of its own: however this ends, nothing
# stays mounted.
set -eu
if [ "${TRIAL:-}" != inside ]; then
    TRIAL=inside exec unshare --mount --propagation slave sh "$0" "$@"
fi
archive=$1 package=$2 work=$3
root=$work/root out=$work/out
mkdir -p "$root" "$out"
tar -C "$root" -xf "$archive"
for directory in proc sys dev; do
    mkdir -p "$root/$directory"
    mount --rbind "/$directory" "$root/$directory"
done
mkdir -p "$root/run" "$root/mnt/trial"
cp "$package" "$root/mnt/trial/iotrace.deb"
cp "$(dirname -- "$0")"/complete.* "$root/mnt/trial"

# become_inside COMMAND...: becomes it in that system, with nothing of our environment. inside: runs it.
become_inside() {
    exec chroot "$root" env -i PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin HOME=/root TERM=dumb \
        LC_ALL=C.UTF-8 DEBIAN_FRONTEND=noninteractive "$@" </dev/null
}
inside() {
    (become_inside "$@")
}

# every_file: all there are. What every package leaves, this one is not to blame for: the log, the list's last version,
# the index of manuals.
every_file() {
    find "$root" -xdev \( -path "$root/mnt/trial" -o -path "$root/var/log" -o -path "$root/var/cache/man" \
        -o -path "$root/var/lib/dpkg/*-old" \) -prune -o -printf '%P %y %m %l\n' | sort
}

every_file >"$out/before"
inside dpkg --install /mnt/trial/iotrace.deb >"$out/install" 2>&1
inside iotrace write --bytes 4 --settle sync --json >"$out/write.json" 2>"$out/write.err" || :
home=/usr/lib/iotrace
inside $home/runtime/bin/java -XX:+UseSerialGC -XX:-UsePerfData -XX:AOTMode=on "-XX:AOTCache=$home/iotrace.aot" -jar $home/iotrace.jar \
    --version >"$out/cached" 2>&1 || :
for page in iotrace iotrace-write iotrace-bench-matrix; do
    inside man "$page" >"$out/$page.man" 2>"$out/$page.err" || :
done

inside bash /mnt/trial/complete.bash iotrace wr >"$out/bash-command" 2>"$out/bash-command.err" || :
inside bash /mnt/trial/complete.bash iotrace write --sett >"$out/bash-option" 2>"$out/bash-option.err" || :
inside timeout 30 zsh -f /mnt/trial/complete.zsh >"$out/zsh" 2>"$out/zsh.err" || :

# A run that is killed while its file system is mounted: what it leaves the package takes away.
(become_inside iotrace write --bytes 4) >/dev/null 2>"$out/killed" &
killed=$!
until grep -q "$root/var/tmp/iotrace-" /proc/self/mountinfo; do
    kill -0 "$killed"
    sleep 0.1
done
kill -KILL "$killed"
wait "$killed" || :

inside dpkg --purge iotrace-causes >"$out/purge" 2>&1
every_file >"$out/after"
grep "$root/var/tmp" /proc/self/mountinfo >"$out/left" || :
for process in /proc/[0-9]*; do
    [ "$(readlink "$process/root")" != "$root" ] || tr '\0' ' ' <"$process/cmdline" >>"$out/left"
done
grep -rl --exclude='*-old' iotrace "$root/var/lib/dpkg" "$root/etc" >"$out/named" || :
