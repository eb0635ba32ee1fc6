package dev.iotrace.workload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.iotrace.event.Syscall;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class WorkloadSpecTest {
  private static SpecBuilder spec() {
    return new SpecBuilder();
  }

  private static void refused(SpecBuilder spec, String message) {
    assertThatExceptionOfType(WorkloadRefused.class)
        .isThrownBy(spec::build)
        .withMessage(message)
        .satisfies(refused -> assertThat(refused.exitCode()).isEqualTo(2));
  }

  @Test
  void nothingToWriteIsRefused() {
    refused(
        spec().bytes(0),
        "--bytes 0: one call writes 1 to 2147479552 bytes; for more, repeat it with --count");
    refused(spec().count(0), "--count 0: it writes nothing; give 1 or more");
    refused(spec().call(Syscall.FSYNC), "--syscall fsync: it writes nothing; name a write");
  }

  @Test
  void moreThanOneCallWritesIsRefused() {
    refused(
        spec().bytes(WritePlan.BYTES_MAX + 1),
        "--bytes 2147479553: one call writes 1 to 2147479552 bytes; for more, repeat it with"
            + " --count");
    refused(
        spec().call(Syscall.SPLICE).bytes((1 << 20) + 1),
        "--bytes 1048577 with --syscall splice: a pipe holds at most 1048576 bytes; for more,"
            + " repeat it with --count");
  }

  @Test
  void endBeyondTheLargestFileIsRefused() {
    for (long count : List.of(Long.MAX_VALUE / 4 + 1, Long.MAX_VALUE)) {
      refused(
          spec().count(count),
          "--bytes 4 --count " + count + " --offset 0: the last byte is beyond 2^63; write less");
    }
    refused(
        spec().offset(Long.MAX_VALUE),
        "--bytes 4 --count 1 --offset 9223372036854775807: the last byte is beyond 2^63; write"
            + " less");
  }

  @Test
  void negativeNumbersAreRefused() {
    refused(spec().offset(-1), "--offset -1: a file begins at 0; give 0 or more");
    refused(
        spec().interval(Duration.ofSeconds(-1)),
        "--interval PT-1S: time runs forward; give 0 or more");
    assertThatExceptionOfType(WorkloadRefused.class).isThrownBy(() -> spec().sync(Sync.FSYNC, 0));
  }

  @Test
  void appendingAtAChosenPlaceIsRefused() {
    for (SpecBuilder spec : List.of(spec().pattern(Pattern.RANDOM), spec().offset(1))) {
      refused(
          spec.open(OpenFlag.APPEND),
          "--open-flags append with --pattern or --offset: appending chooses the place itself;"
              + " leave one of them out");
    }
    refused(
        spec().open(OpenFlag.APPEND).prealloc(Prealloc.TRUNCATE),
        "--open-flags append with --prealloc: it would append behind the room made; leave one of"
            + " them out");
    refused(
        spec().open(OpenFlag.APPEND).call(Syscall.SPLICE),
        "--open-flags append with --syscall splice: the kernel refuses it; use write, pwrite,"
            + " writev or pwritev2");
  }

  @Test
  void openFlagsOfAMappingAreRefused() {
    refused(
        spec().open(OpenFlag.DIRECT).call(Syscall.MMAP),
        "--syscall mmap with --open-flags: open flags do not reach a store into memory; leave one"
            + " of them out");
  }

  @Test
  void preallocatingAnExistingFileIsRefused() {
    refused(
        spec().existing(Path.of("file")).prealloc(Prealloc.TRUNCATE),
        "--prealloc with --existing: the length of an existing file is not touched; leave one of"
            + " them out");
  }

  @Test
  void optionsAreThoseOfTheCommandLine() {
    assertThat(spec().build().options())
        .hasToString(
            "{bytes=4, count=1, offset=0, pattern=seq, syscall=write, sync=none, prealloc=none,"
                + " seed=42}");
    assertThat(
            spec()
                .call(Syscall.COPY_FILE_RANGE)
                .open(OpenFlag.SYNC, OpenFlag.DIRECT)
                .sync(Sync.SYNC_FILE_RANGE, 7)
                .interval(Duration.ofMillis(5))
                .existing(Path.of("/a"))
                .build()
                .options())
        .hasToString(
            "{bytes=4, count=1, offset=0, pattern=seq, syscall=copy_file_range,"
                + " open-flags=direct,sync, sync=sync_file_range, sync-every=7, prealloc=none,"
                + " existing=/a, interval=PT0.005S, seed=42}");
  }
}
