/* The loop that WriteLoopBenchmark compares Java with.
 *
 *   writeloop FILE BYTES CALLS [threaded]
 *
 * For each line on stdin it makes CALLS calls of pwrite of BYTES bytes at offset 0 of FILE, and prints how many
 * nanoseconds they took.
 *
 * "threaded" starts a second thread that does nothing. A process with several threads, as every JVM is, pays for it in
 * each call: the kernel counts the references to the file (fs/file.c, fdget), glibc makes pwrite a cancellation
 * point. */
#define _GNU_SOURCE
#include <fcntl.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

static long long now(void) {
  struct timespec time;
  clock_gettime(CLOCK_MONOTONIC, &time);
  return time.tv_sec * 1000000000LL + time.tv_nsec;
}

static void *idle(void *unused) {
  pause();
  return unused;
}

int main(int argc, char **argv) {
  if (argc < 4) {
    fprintf(stderr, "usage: writeloop FILE BYTES CALLS [threaded]\n");
    return 2;
  }
  int file = open(argv[1], O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
  ssize_t bytes = atol(argv[2]);
  long calls = atol(argv[3]);
  char *buffer = aligned_alloc(4096, (bytes + 4095) / 4096 * 4096);
  if (file < 0 || buffer == NULL) {
    perror(argv[1]);
    return 1;
  }
  for (ssize_t i = 0; i < bytes; i++) {
    buffer[i] = (char)i;
  }
  pthread_t thread;
  if (argc > 4 && pthread_create(&thread, NULL, idle, NULL) != 0) {
    fprintf(stderr, "no thread\n");
    return 1;
  }
  char line[16];
  while (fgets(line, sizeof line, stdin) != NULL) {
    long long start = now();
    for (long i = 0; i < calls; i++) {
      if (pwrite(file, buffer, bytes, 0) != bytes) {
        perror("pwrite");
        return 1;
      }
    }
    printf("%lld\n", now() - start);
    fflush(stdout);
  }
  return 0;
}
