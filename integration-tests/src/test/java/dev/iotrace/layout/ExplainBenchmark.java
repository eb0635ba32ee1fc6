package dev.iotrace.layout;

import dev.iotrace.RealKernel;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.stream.Collectors;

/// How long `iotrace explain` takes, from its start to its end, and how much memory: three sectors,
/// and 10,000 all over the device, on a sparse image of 1 TiB with a real tree in it. mke2fs makes
/// the image, in the directory for temporary files.
final class ExplainBenchmark {
  private static final int ROUNDS = 9;
  private static final int MANY = 10_000;
  private static final long SECTORS = 1L << 31;
  private static final double NS_PER_SECOND = 1e9;
  private static final double KIB_PER_MIB = 1024;
  private static final Path LAUNCHER = Path.of("iotrace").toAbsolutePath();

  private final Path image;

  private ExplainBenchmark(Path image) {
    this.image = image;
  }

  static void main() throws IOException, InterruptedException {
    Path directory = Files.createTempDirectory("iotrace-explain");
    try {
      Path tree = Tree.make(directory.resolve("tree"));
      Path image = directory.resolve("image");
      String options = "lazy_itable_init=1,lazy_journal_init=1";
      RealKernel.run(
          "mke2fs",
          "-q",
          "-t",
          "ext4",
          "-E",
          options,
          "-d",
          tree.toString(),
          image.toString(),
          "1T");
      ExplainBenchmark benchmark = new ExplainBenchmark(image);
      System.out.printf(
          Locale.ROOT,
          "Linux %s, ext4 of 1 TiB in a sparse image, %d rounds%n",
          System.getProperty("os.version"),
          ROUNDS);
      System.out.println("sectors   seconds: median  least   most   MiB of memory, most");
      benchmark.measure(3);
      benchmark.measure(MANY);
    } finally {
      RealKernel.run("rm", "-rf", directory.toString());
    }
  }

  private void measure(int count) throws IOException, InterruptedException {
    String sectors =
        new Random(count)
            .longs(count, 0, SECTORS)
            .mapToObj(Long::toString)
            .collect(Collectors.joining(","));
    long[] nanos = new long[ROUNDS];
    long memoryKib = explain(sectors); // Not counted: the launcher may build.
    for (int round = 0; round < ROUNDS; round++) {
      long start = System.nanoTime();
      memoryKib = Math.max(memoryKib, explain(sectors));
      nanos[round] = System.nanoTime() - start;
    }
    Arrays.sort(nanos);
    System.out.printf(
        Locale.ROOT,
        "%7d %16.3f %6.3f %6.3f %8.0f%n",
        count,
        nanos[ROUNDS / 2] / NS_PER_SECOND,
        nanos[0] / NS_PER_SECOND,
        nanos[ROUNDS - 1] / NS_PER_SECOND,
        memoryKib / KIB_PER_MIB);
  }

  /// Runs it once.
  ///
  /// @return the most memory that it had, in KiB, looked at all along
  private long explain(String sectors) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of(LAUNCHER.toString(), "explain", "--json"));
    command.addAll(List.of("--image", image.toString(), "--sector", sectors));
    Process process =
        new ProcessBuilder(command)
            .redirectOutput(Redirect.DISCARD)
            .redirectError(Redirect.INHERIT)
            .start();
    Path status = Path.of("/proc/" + process.pid() + "/status");
    long most = 0;
    while (process.isAlive()) {
      most = Math.max(most, peakKib(status));
      Thread.sleep(1);
    }
    if (process.exitValue() != 0) {
      throw new AssertionError("explain ended with " + process.exitValue());
    }
    return most;
  }

  private static long peakKib(Path status) {
    try {
      return Files.readAllLines(status).stream()
          .filter(line -> line.startsWith("VmHWM:"))
          .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
          .findFirst()
          .orElse(0);
    } catch (IOException over) {
      return 0;
    }
  }
}
