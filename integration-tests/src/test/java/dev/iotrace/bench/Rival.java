package dev.iotrace.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/// Another program that writes the same blocks into the same file with the same flags.
interface Rival extends AutoCloseable {
  /// 10^6 bytes a second of one round.
  double mbPerS() throws Exception;

  @Override
  void close() throws IOException;

  /// The loop in C, `timedloop.c`.
  final class C implements Rival {
    private final Process process;
    private final PrintStream start;
    private final BufferedReader times;
    private final Load load;

    C(Path program, Path file, Load load) throws IOException {
      List<String> command = new ArrayList<>();
      command.add(program.toString());
      command.add(file.toString());
      command.add(Integer.toString(load.blockBytes()));
      command.add(Integer.toString(load.count()));
      command.add(load.direct() ? "direct" : "buffered");
      command.add(load.fsync() ? "fsync" : "none");
      process = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
      start = new PrintStream(process.getOutputStream(), true, StandardCharsets.UTF_8);
      times = process.inputReader();
      this.load = load;
    }

    /// Compiles it.
    static Path compile(Path directory) throws IOException, InterruptedException {
      Path source = directory.resolve("timedloop.c");
      Path program = directory.resolve("timedloop");
      try (InputStream in = Rival.class.getResourceAsStream("timedloop.c")) {
        Files.copy(Objects.requireNonNull(in), source);
      }
      Process gcc =
          new ProcessBuilder("gcc", "-O2", "-o", program.toString(), source.toString())
              .inheritIO()
              .start();
      if (gcc.waitFor() != 0) {
        throw new IllegalStateException("gcc ended with " + gcc.exitValue());
      }
      return program;
    }

    @Override
    public double mbPerS() throws IOException {
      start.println();
      String line = Objects.requireNonNull(times.readLine(), "the loop in C ended");
      return load.bytes() * 1e3 / Long.parseLong(line.split(" ", -1)[0]);
    }

    @Override
    public void close() {
      process.destroy();
      process.onExit().join();
    }
  }

  /// [fio](https://fio.readthedocs.io/en/latest/fio_doc.html), one process a round. What it does
  /// beyond that is switched off: it neither drops the page cache before, nor changes the content
  /// from block to block.
  ///
  /// @param engine the options that choose it
  record Fio(Path file, Load load, List<String> engine) implements Rival {
    private static final ObjectMapper JSON = new ObjectMapper();

    /// By one call after the other.
    Fio(Path file, Load load) {
      this(file, load, List.of("--ioengine=psync"));
    }

    /// By io_uring. Unless told otherwise, fio submits each write by a call of its own, which
    /// halves its speed here; so it is told to submit as many as there is room for, as ours does.
    static Fio byRing(Path file, Load load, int depth) {
      return new Fio(
          file,
          load,
          List.of(
              "--ioengine=io_uring",
              "--iodepth=" + depth,
              "--iodepth_batch_submit=" + depth,
              "--iodepth_batch_complete_min=1",
              "--iodepth_batch_complete_max=" + depth));
    }

    @Override
    public double mbPerS() throws IOException, InterruptedException {
      List<String> command =
          new ArrayList<>(
              List.of(
                  "fio",
                  "--name=rival",
                  "--filename=" + file,
                  "--rw=write",
                  "--bs=" + load.blockBytes(),
                  "--size=" + load.bytes(),
                  "--direct=" + (load.direct() ? 1 : 0),
                  "--fsync=" + (load.fsync() ? 1 : 0),
                  "--invalidate=0",
                  "--scramble_buffers=0",
                  "--fallocate=none",
                  "--allow_file_create=0",
                  "--output-format=json"));
      command.addAll(engine);
      Process fio =
          new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
      String output = new String(fio.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      if (fio.waitFor() != 0) {
        throw new IllegalStateException("fio ended with " + fio.exitValue() + ": " + output);
      }
      JsonNode write = JSON.readTree(output).at("/jobs/0/write");
      if (write.get("io_bytes").asLong() != load.bytes()) {
        throw new IllegalStateException("fio wrote " + write.get("io_bytes") + " bytes");
      }
      return write.get("bw_bytes").asLong() / 1e6;
    }

    @Override
    public void close() {
      // Each round has a process of its own.
    }
  }
}
