/* The loop that WriteBenchmark compares "iotrace bench write" with.
 *
 *   timedloop FILE BLOCK_BYTES COUNT buffered|direct none|fsync
 *
 * For each line on stdin it writes COUNT blocks to FILE from its beginning on, by pwrite, each followed by the sync,
 * takes the time of each call by CLOCK_MONOTONIC and counts it in a histogram of three digits, as Java does. Then it
 * prints how many nanoseconds all took, and the median of the writes. */
#define _GNU_SOURCE
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

enum { HALF = 1024, BUCKETS = 33 };

/* Below 2048 one counter for each value, above it 1024 for each power of two: HdrHistogram's way. */
typedef long long histogram[(BUCKETS + 1) * HALF];

static histogram writes, syncs;

static int slot(long long value) {
  int bucket = 53 - __builtin_clzll(value | 2047);
  return bucket * HALF + (int)(value >> bucket);
}

static void record(histogram counts, long long ns) { counts[slot(ns)]++; }

static long long median(histogram counts, long long calls) {
  long long seen = 0;
  for (int i = 0; i < (BUCKETS + 1) * HALF; i++) {
    seen += counts[i];
    if (2 * seen >= calls) {
      int bucket = i < 2 * HALF ? 0 : i / HALF - 1;
      return (long long)(i - bucket * HALF) << bucket;
    }
  }
  return 0;
}

static long long now(void) {
  struct timespec time;
  clock_gettime(CLOCK_MONOTONIC, &time);
  return time.tv_sec * 1000000000LL + time.tv_nsec;
}

int main(int argc, char **argv) {
  if (argc < 6) {
    fprintf(stderr, "usage: timedloop FILE BLOCK_BYTES COUNT buffered|direct none|fsync\n");
    return 2;
  }
  int flags = strcmp(argv[4], "direct") == 0 ? O_DIRECT : 0;
  int file = open(argv[1], O_WRONLY | O_CLOEXEC | flags);
  ssize_t bytes = atol(argv[2]);
  long calls = atol(argv[3]);
  int synced = strcmp(argv[5], "fsync") == 0;
  char *buffer = aligned_alloc(4096, (bytes + 4095) / 4096 * 4096);
  if (file < 0 || buffer == NULL) {
    perror(argv[1]);
    return 1;
  }
  for (ssize_t i = 0; i < bytes; i++) {
    buffer[i] = (char)i;
  }
  char line[16];
  while (fgets(line, sizeof line, stdin) != NULL) {
    memset(writes, 0, sizeof writes);
    memset(syncs, 0, sizeof syncs);
    long long start = now();
    for (long i = 0; i < calls; i++) {
      long long before = now();
      if (pwrite(file, buffer, bytes, i * bytes) != bytes) {
        perror("pwrite");
        return 1;
      }
      long long after = now();
      record(writes, after - before);
      if (synced) {
        if (fsync(file) != 0) {
          perror("fsync");
          return 1;
        }
        record(syncs, now() - after);
      }
    }
    printf("%lld %lld\n", now() - start, median(writes, calls));
    fflush(stdout);
  }
  return 0;
}
