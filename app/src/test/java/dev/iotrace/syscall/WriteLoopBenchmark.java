package dev.iotrace.syscall;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/// What a system call from Java costs: `pwrite` at offset 0 of a file in memory, by [Unistd] and by
/// the same loop in C, `writeloop.c`, compiled here by `gcc -O2`.
///
/// Rounds of both alternate, so that a change of the machine's speed meets both; the figures are
/// medians. The ratio is C's time by Java's: 1 is as fast as C. A JVM always has several threads,
/// for which kernel and C library take their share of each call; C with a second thread shows how
/// much.
final class WriteLoopBenchmark {
  private static final int WARM_UP_ROUNDS = 50;
  private static final int ROUNDS = 301;

  /// How many bytes a call writes, and how many calls make a round of some 5 ms.
  private record Load(int bytes, int calls) {}

  private static final List<Load> LOADS =
      List.of(new Load(4, 20_000), new Load(4096, 15_000), new Load(65_536, 2_000));

  /// The directory must be in memory; it is `/dev/shm` unless named.
  static void main(String... args) throws Exception {
    Path directory =
        Files.createTempDirectory(Path.of(args.length > 0 ? args[0] : "/dev/shm"), "iotrace-bench");
    try {
      Path program = compile(directory);
      System.out.printf(
          Locale.ROOT,
          "Java %s, Linux %s, pwrite in %s, median of %d rounds%n",
          Runtime.version(),
          System.getProperty("os.version"),
          directory.getParent(),
          ROUNDS);
      System.out.println("                ns/call                      C with a second thread");
      System.out.println("   bytes         Java            C   ratio            C   ratio");
      for (Load load : LOADS) {
        compare(load, program);
      }
    } finally {
      try (var files = Files.list(directory)) {
        for (Path file : files.toList()) {
          Files.delete(file);
        }
      }
      Files.delete(directory);
    }
  }

  private static Path compile(Path directory) throws IOException, InterruptedException {
    Path source = directory.resolve("writeloop.c");
    Path program = directory.resolve("writeloop");
    try (InputStream in = WriteLoopBenchmark.class.getResourceAsStream("writeloop.c")) {
      Files.copy(Objects.requireNonNull(in), source);
    }
    int exit =
        new ProcessBuilder("gcc", "-O2", "-pthread", "-o", program.toString(), source.toString())
            .inheritIO()
            .start()
            .waitFor();
    if (exit != 0) {
      throw new IllegalStateException("gcc ended with " + exit);
    }
    return program;
  }

  private static void compare(Load load, Path program) throws IOException {
    int flags = OpenFlags.O_WRONLY | OpenFlags.O_CREAT;
    try (FileDescriptor file =
            Fcntl.openat(
                FileDescriptor.WORKING_DIRECTORY, program.resolveSibling("java"), flags, 0600);
        NativeBuffer buffer = NativeBuffer.allocate(load.bytes, 4096);
        CLoop alone = new CLoop(program, load);
        CLoop threaded = new CLoop(program, load, "threaded")) {
      long[] java = new long[ROUNDS];
      long[] c = new long[ROUNDS];
      long[] threadedC = new long[ROUNDS];
      for (int round = -WARM_UP_ROUNDS; round < ROUNDS; round++) {
        int slot = Math.max(round, 0); // what the warm-up leaves there, round 0 replaces
        java[slot] = round(file, buffer, load);
        c[slot] = alone.round();
        threadedC[slot] = threaded.round();
      }
      print(load, median(java), median(c), median(threadedC));
    }
  }

  /// The C program, running.
  private static final class CLoop implements AutoCloseable {
    private final Process process;
    private final PrintStream start;
    private final BufferedReader times;

    CLoop(Path program, Load load, String... options) throws IOException {
      List<String> command = new ArrayList<>();
      command.add(program.toString());
      command.add(program.resolveSibling("c").toString());
      command.add(Integer.toString(load.bytes));
      command.add(Integer.toString(load.calls));
      command.addAll(List.of(options));
      process = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
      start = new PrintStream(process.getOutputStream(), true, StandardCharsets.UTF_8);
      times = process.inputReader();
    }

    /// Nanoseconds of one round.
    long round() throws IOException {
      start.println();
      return Long.parseLong(times.readLine());
    }

    @Override
    public void close() {
      process.destroy();
    }
  }

  private static long round(FileDescriptor file, NativeBuffer buffer, Load load)
      throws ErrnoException {
    long start = System.nanoTime();
    for (int i = 0; i < load.calls; i++) {
      long written = Unistd.pwrite(file, buffer, 0, load.bytes, 0);
      if (written != load.bytes) {
        throw new IllegalStateException("short write: " + written);
      }
    }
    return System.nanoTime() - start;
  }

  private static void print(Load load, long javaNs, long cNs, long threadedNs) {
    double calls = load.calls;
    System.out.printf(
        Locale.ROOT,
        "%8d %12.1f %12.1f %7.3f %12.1f %7.3f%n",
        load.bytes,
        javaNs / calls,
        cNs / calls,
        (double) cNs / javaNs,
        threadedNs / calls,
        (double) threadedNs / javaNs);
  }

  private static long median(long[] values) {
    Arrays.sort(values);
    return values[values.length / 2];
  }
}
