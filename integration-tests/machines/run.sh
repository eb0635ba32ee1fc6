#!/bin/sh
# run.sh PLAN: what a machine for tests does. A line of the plan is one of
#
#   cell DISK STACK      puts a fresh ext4 on such a disk and mounts it at /target
#   write NAME OPTION... runs iotrace write there: NAME.json, .trace.gz, .out, .err and .rc in /cargo/out
#   bench NAME OPTION... runs iotrace bench write there: NAME.json, .out, .err and .rc
#
# At the end iotrace doctor tells: doctor.json, .err and .rc.
#
# DISK is virtio, scsi, nvme or through (a SCSI disk without a write cache); STACK is whole, partition, lvm, crypt or
# raid1 (with a second SCSI disk).
plan=$1
out=/cargo/out
export IOTRACE_SETUP=off

# scsi ID: the disk with that SCSI id. The kernel probes them side by side, so that their letters change.
scsi() {
    until name=$(ls /sys/bus/scsi/devices/*:0:"$1":0/block 2>/dev/null) && [ -b "/dev/$name" ]; do
        sleep 0.1
    done
    echo "/dev/$name"
}

up() {
    case $1 in
    virtio) disk=/dev/vdc ;;
    scsi) disk=$(scsi 0) ;;
    through) disk=$(scsi 2) ;;
    nvme) disk=/dev/nvme0n1 ;;
    esac
    wipefs -qa "$disk"
    case $2 in
    whole) device=$disk ;;
    partition)
        echo '2048,400M,L' | sfdisk -q "$disk"
        device=$(echo "$disk"*1)
        [ "$device" != "$disk" ] || device=${disk}p1
        ;;
    lvm)
        pvcreate -qq -ff -y "$disk"
        vgcreate -qq tests "$disk"
        lvcreate -qq -y -Zn -Wn -n volume -L 300M tests
        device=/dev/mapper/tests-volume
        ;;
    crypt)
        echo secret >/tmp/key
        cryptsetup luksFormat -q --pbkdf pbkdf2 --pbkdf-force-iterations 1000 "$disk" /tmp/key
        cryptsetup open --key-file /tmp/key "$disk" secret
        device=/dev/mapper/secret
        ;;
    raid1)
        second=$(scsi 1)
        wipefs -qa "$second"
        mdadm --create /dev/md0 --run --quiet --level=1 --raid-devices=2 --assume-clean --bitmap=none \
            "$disk" "$second"
        device=/dev/md0
        ;;
    esac
    mke2fs -q -t ext4 -F -b 4096 -E lazy_itable_init=0,lazy_journal_init=0 "$device"
    mkdir -p /target
    mount -t ext4 "$device" /target
    sync
    sleep 2
    stack=$2
}

down() {
    [ -n "${stack:-}" ] || return 0
    umount /target
    case $stack in
    partition) wipefs -qa "$disk" ;;
    lvm) vgremove -qq -f tests && pvremove -qq "$disk" ;;
    crypt) cryptsetup close secret ;;
    raid1) mdadm --stop --quiet /dev/md0 && mdadm --zero-superblock "$disk" "$second" ;;
    esac
    stack=
}

iotrace() {
    /cargo/runtime/bin/java -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -jar /cargo/app/iotrace.jar "$@"
}

# experiment NAME COMMAND OPTION...
experiment() {
    name=$1
    shift
    sync # what the last one left is nobody's business here
    iotrace "$@" --target /target --json="$out/$name.json" >"$out/$name.out" 2>"$out/$name.err"
    echo $? >"$out/$name.rc"
    echo "$name: exit code $(cat "$out/$name.rc") at $(cut -d ' ' -f 1 /proc/uptime) s"
}

uname -r >"$out/kernel"
bpftrace --version >"$out/bpftrace" 2>&1
while read -r word first rest <&3; do
    # Unquoted: one word for each option.
    case $word in
    cell)
        down
        up "$first" $rest
        ;;
    write) experiment "$first" write --trace="$out/$first.trace.gz" $rest ;;
    bench) experiment "$first" bench write $rest ;;
    esac
done 3<"$plan"
down
iotrace doctor --json >"$out/doctor.json" 2>"$out/doctor.err"
echo $? >"$out/doctor.rc"
echo done
