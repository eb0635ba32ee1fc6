package dev.iotrace.machine;

import static java.util.Locale.ROOT;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;

/// `./check matrix`: every kernel with every disk, as a table on stdout and in docs/matrix.md.
final class Matrix {
  static final Path PAGE = Path.of(System.getProperty("iotrace.root"), "docs/matrix.md");

  /// Each is busy on little more than one CPU.
  private static final int MOST_AT_ONCE = 2;

  private Matrix() {}

  /// @param args a directory for what the machines leave, then suites; all of them when none is
  ///   named, and only then the page is written
  public static void main(String[] args) throws Exception {
    Path work = Path.of(args[0]);
    List<Suite> suites =
        args.length == 1
            ? List.of(Suite.values())
            : Stream.of(args).skip(1).map(word -> Suite.valueOf(word.toUpperCase(ROOT))).toList();
    List<MatrixRow> rows = new ArrayList<>();
    try (ExecutorService machines = Executors.newFixedThreadPool(MOST_AT_ONCE)) {
      List<Future<List<MatrixRow>>> results = new ArrayList<>();
      for (Suite suite : suites) {
        Path ofSuite = Files.createDirectory(work.resolve(suite.word()));
        results.add(machines.submit(() -> rows(suite, ofSuite)));
      }
      System.out.println(MatrixRow.HEAD);
      for (Future<List<MatrixRow>> result : results) {
        result.get().forEach(System.out::println);
        rows.addAll(result.get());
      }
    }
    if (args.length == 1) {
      Files.write(PAGE, page(rows));
    }
    System.exit(rows.stream().allMatch(MatrixRow::good) ? 0 : 1);
  }

  private static List<MatrixRow> rows(Suite suite, Path work) throws InterruptedException {
    List<MatrixRow> rows = new ArrayList<>();
    try {
      Outcome outcome = Machine.of(suite).run(new Plan(suite, Cell.ALL), work);
      for (Cell cell : Cell.ALL) {
        rows.add(MatrixRow.of(outcome, cell));
      }
    } catch (IOException e) {
      String why = String.valueOf(e.getMessage()).lines().findFirst().orElse("");
      Cell.ALL.forEach(cell -> rows.add(MatrixRow.without(suite, cell, why)));
    }
    return rows;
  }

  private static List<String> page(List<MatrixRow> rows) throws IOException {
    String host = Files.readString(Path.of("/proc/sys/kernel/osrelease")).strip();
    String head =
        """
        # Kernels and disks

        What `sudo ./check matrix` printed on %s, in QEMU on a host with Linux %s and %d CPUs. In each cell ext4, 4
        bytes with fsync, then 23 writes of 4 KiB with an fsync after each seventh; on the first cell of a kernel also
        every way to see calls, and both backends. `closed`: bytes and flushes equal the kernel's own counters, every
        link is exact or ordered, and the report tells the disk's cache as it is. `through` is a SCSI disk without a
        write cache. `flushes` are those of the 23 writes and the settling after them.

        %s
        """
            .formatted(
                LocalDate.now(ZoneOffset.UTC),
                host,
                Runtime.getRuntime().availableProcessors(),
                MatrixRow.HEAD);
    return Stream.concat(head.lines(), rows.stream().map(MatrixRow::toString)).toList();
  }
}
