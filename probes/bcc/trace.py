#!/usr/bin/python3 -I
"""trace.py - runs a program of this folder: what bpftrace is for the scripts of the other one.

USAGE: sudo ./trace.py FSDEV DISKDEV TID NOJOURNAL NOCOMPLETE [DISK2 DISK3 DISK4 LAYER...] < PROGRAM

PROGRAM is C for bcc. Its lines are made by

    PRINT("commit %llu %d %u", now(), thread(), args->transaction);
    PRINT_STACK("bio %llu %d %s%k", now(), thread(), TEXT(args->rwbs));

with %llu, %lld, %d and %u for a number, %s for a TEXT of at most 16 bytes, and a last %k for the
kernel stack, which only PRINT_STACK has. In the kernel a line is a record of 64-bit words, the
number of its format first; the text is made here. Lines go out as those of bpftrace -f json do.
SIGINT and SIGTERM end it when all that was recorded is printed.
"""

import ctypes
import functools
import re
import signal
import struct
import sys
import time

PARAMETERS = ("FSDEV", "DISKDEV", "TID", "NOJOURNAL", "NOCOMPLETE")
FURTHER = ("DISK2", "DISK3", "DISK4", "LAYER1", "LAYER2", "LAYER3", "LAYER4",
           "FSID1", "FSID2", "FSID3", "FSID4")  # 0 for none; the id is for btrfs
FRAMES = 16
RING_PAGES = 1 << 14
POLL_MILLIS = 100
BEAT_NS = POLL_MILLIS * 1000000
BATCH_LINES = 1000

PRELUDE = """
BPF_RINGBUF_OUTPUT(records, %d);
BPF_ARRAY(lost, u64, 1);

static inline u64 now(void) { return bpf_ktime_get_boot_ns(); }
static inline u32 thread(void) { return bpf_get_current_pid_tgid(); }
static inline int is_disk(u64 dev) {
  return dev && (dev == DISKDEV || dev == DISK2 || dev == DISK3 || dev == DISK4);
}
static inline int in_stack(u64 dev) {
  return is_disk(dev) || (dev && (dev == FSDEV || dev == LAYER1 || dev == LAYER2 || dev == LAYER3 ||
                                  dev == LAYER4));
}
static inline void record(void *words, u64 bytes) {
  int first = 0;
  u64 *count = lost.lookup(&first);
  if (records.ringbuf_output(words, bytes, 0) != 0 && count) __sync_fetch_and_add(count, 1);
}

#define TEXT(array) \\
  ({ u64 word = 0; __builtin_memcpy(&word, array, 8); word; }), \\
  ({ u64 word = 0; __builtin_memcpy(&word, (array) + 8, sizeof(array) - 8); word; })
#define PRINT(...) do { u64 words[] = {__VA_ARGS__}; record(words, sizeof(words)); } while (0)
#define PRINT_STACK(...) do { \\
    u64 words[] = {__VA_ARGS__, %s}; \\
    bpf_get_stack(args, &words[sizeof(words) / 8 - %d], 8 * %d, 0); \\
    record(words, sizeof(words)); \\
  } while (0)
""" % (RING_PAGES, ", ".join("0" * FRAMES), FRAMES, FRAMES)


class Line:
    """How a record becomes a line."""

    PLACE = re.compile("%[a-z]+")
    PACKED = {"%s": "16s", "%k": "%ds" % (8 * FRAMES)}

    def __init__(self, text):
        places = self.PLACE.findall(text)
        self.words = struct.Struct("=8x" + "".join(self.PACKED.get(it, "q") for it in places))
        text = self.PLACE.sub(lambda it: "%s" if it[0] in self.PACKED else "%d", text)
        self.text = '{"type": "printf", "data": "%s\\n"}\n' % text

    def of(self, record):
        words = self.words.unpack(record)
        return self.text % tuple(shown(it) if type(it) is bytes else it for it in words)


@functools.lru_cache(4096)
def shown(field):
    """A field that is no number: a TEXT, or the frames of a stack, innermost first."""
    if len(field) == 16:
        return field.partition(b"\0")[0].decode("ascii")
    frames = struct.unpack("=%dQ" % FRAMES, field)
    return "".join("\\n        " + symbol(it) for it in frames if it != 0)


def symbol(address):
    """The function and the offset in it, written as bpftrace does."""
    name, plus, offset = BPF.ksym(address, show_offset=True).decode().partition("+")
    return "%s+%d" % (name, int(offset, 16)) if plus else hex(address)


def numbered(program):
    """The program with a number in place of each format, and the formats by their numbers."""
    lines = []

    def number(call):
        lines.append(Line(call[2]))
        return "%s(%d" % (call[1], len(lines) - 1)

    return re.sub(r'\b(PRINT(?:_STACK)?)\("([^"]*)"', number, program), lines


class Printer:
    """Prints records, many at a time, and how many were lost."""

    def __init__(self, lines):
        self.lines = lines
        self.batch = []
        self.told_lost = 0
        self.beat_ns = 0

    def take(self, _context, data, size):
        record = ctypes.string_at(data, size)
        self.batch.append(self.lines[record[0]].of(record))
        if len(self.batch) >= BATCH_LINES:
            self.flush()
        return 0

    def tell(self, lost):
        if lost > self.told_lost:
            events = lost - self.told_lost
            self.batch.append('{"type": "lost_events", "data": {"events": %d}}\n' % events)
            self.told_lost = lost

    def ready(self):
        """All probes are attached: the first and the last one, in bpftrace's words."""
        for probe in (1, 2):
            self.batch.append(Line("ready %d %d").text % (probe, boottime()))

    def beat(self, now):
        """All that was recorded before now has been taken."""
        if now - self.beat_ns >= BEAT_NS:
            self.batch.append(Line("beat %d").text % now)
            self.beat_ns = now

    def flush(self):
        sys.stdout.write("".join(self.batch))
        sys.stdout.flush()
        self.batch.clear()


def boottime():
    return time.clock_gettime_ns(time.CLOCK_BOOTTIME)


def main(arguments):
    names = PARAMETERS + FURTHER
    if not len(PARAMETERS) <= len(arguments) <= len(names):
        raise ValueError("usage: trace.py %s [DISK... LAYER...] < PROGRAM" % " ".join(PARAMETERS))
    numbers = [int(it) for it in arguments]  # nothing else gets into the program
    numbers += [0] * (len(names) - len(numbers))
    program, lines = numbered(sys.stdin.read())
    defines = ["-D%s=%d" % it for it in zip(names, numbers)]
    bpf = BPF(text=PRELUDE + program, cflags=defines)
    printer = Printer(lines)
    bpf["records"].open_ring_buffer(printer.take)
    BPF.ksym(0)  # reads the kernel's symbols, before somebody waits for them

    signals = []
    for each in (signal.SIGINT, signal.SIGTERM):
        signal.signal(each, lambda number, _frame: signals.append(number))
    printer.ready()
    while not signals:
        printer.flush()
        before = boottime()
        bpf.ring_buffer_poll(POLL_MILLIS)
        printer.beat(before)
        printer.tell(bpf["lost"][0].value)
    bpf.ring_buffer_consume()
    printer.tell(bpf["lost"][0].value)
    printer.flush()


signal.signal(signal.SIGINT, signal.SIG_DFL)
signal.signal(signal.SIGPIPE, signal.SIG_DFL)
try:
    from bcc import BPF

    main(sys.argv[1:])
except Exception as why:
    sys.exit("ERROR: %s" % why)
