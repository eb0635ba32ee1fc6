package dev.iotrace.overhead;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/// Work that tools look on at: a command on a fresh ext4, which tells by itself how long it took.
/// The sizes are such that it takes about a second when nobody looks on.
enum Load {
  BUFFERED("buffered", "fio, 4 KiB random writes into the page cache"),
  FSYNC("fsync", "fio, 4 KiB random writes, an fsync after each"),
  DIRECT("direct", "fio, 4 KiB random writes with O_DIRECT, one at a time"),
  DIRECT_32("direct32", "fio, 4 KiB random writes with O_DIRECT by libaio, 32 at a time"),
  SQLITE("sqlite", "sqlite3, inserts of 100 bytes, each a transaction"),
  UNTAR("untar", "tar, 10,007 new files of up to 8 KiB");

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int MIB = 1 << 20;
  private static final int FILE_MIB = 512;
  private static final int INSERTS = 2003;
  private static final int FILES = 10_007;
  private static final int MOST_BYTES = 8 << 10;

  private final String word;
  private final String title;

  Load(String word, String title) {
    this.word = word;
    this.title = title;
  }

  /// Its name on the command line.
  String word() {
    return word;
  }

  /// What it does.
  String title() {
    return title;
  }

  /// Makes what it needs, on the file system that it writes to and in a directory elsewhere.
  void prepare(Path target, Path elsewhere) throws IOException, InterruptedException {
    switch (this) {
      case BUFFERED, FSYNC, DIRECT, DIRECT_32 -> fill(target.resolve("file"));
      case SQLITE -> writeInserts(elsewhere.resolve("inserts"));
      case UNTAR -> packFiles(elsewhere);
    }
  }

  /// The command.
  ///
  /// @param times where it tells how long it took
  List<String> command(Path target, Path elsewhere, Path times) {
    return switch (this) {
      case BUFFERED -> fio(target, times, "--ioengine=psync", "--number_ios=200003");
      case FSYNC -> fio(target, times, "--ioengine=psync", "--number_ios=12007", "--fsync=1");
      case DIRECT -> fio(target, times, "--ioengine=psync", "--number_ios=80021", "--direct=1");
      case DIRECT_32 ->
          fio(
              target,
              times,
              "--ioengine=libaio",
              "--iodepth=32",
              "--number_ios=131101",
              "--direct=1");
      case SQLITE ->
          timed(
              times,
              "sqlite3",
              target.resolve("base").toString(),
              ".read " + elsewhere.resolve("inserts"));
      case UNTAR ->
          timed(
              times,
              "tar",
              "--extract",
              "--file=" + archive(elsewhere),
              "--directory=" + target,
              "--no-same-owner");
    };
  }

  /// How long the command says that it took: fio without its start, the others between two clocks.
  double seconds(Path times) throws IOException {
    String text = Files.readString(times);
    if (this == SQLITE || this == UNTAR) {
      String[] at = text.strip().split("\\s+", -1);
      return (Long.parseLong(at[1]) - Long.parseLong(at[0])) / 1e9;
    }
    JsonNode write = JSON.readTree(text.substring(text.indexOf('{'))).at("/jobs/0/write");
    return write.get("total_ios").asLong() / write.get("iops").asDouble();
  }

  /// The file is there and stands on the device, so that fio lays out nothing; it writes the same
  /// blocks each time (`randrepeat`).
  private static List<String> fio(Path target, Path times, String... more) {
    List<String> command =
        new ArrayList<>(
            List.of(
                "fio",
                "--name=load",
                "--filename=" + target.resolve("file"),
                "--rw=randwrite",
                "--bs=4k",
                "--size=" + FILE_MIB + "m",
                "--io_size=64g",
                "--fallocate=none",
                "--allow_file_create=0",
                "--output-format=json",
                "--output=" + times));
    command.addAll(List.of(more));
    return command;
  }

  /// A command whose clock is read before and after it.
  private static List<String> timed(Path times, String... command) {
    String script = "b=$(date +%s%N); \"$@\"; e=$?; echo $b $(date +%s%N) >\"$0\"; exit $e";
    List<String> whole = new ArrayList<>(List.of("sh", "-c", script, times.toString()));
    whole.addAll(List.of(command));
    return whole;
  }

  private static void fill(Path file) throws IOException {
    try (OutputStream out = Files.newOutputStream(file)) {
      byte[] block = new byte[MIB];
      new Random(FILE_MIB).nextBytes(block);
      for (int i = 0; i < FILE_MIB; i++) {
        out.write(block);
      }
    }
  }

  private static void writeInserts(Path file) throws IOException {
    if (Files.exists(file)) {
      return;
    }
    try (BufferedWriter out = Files.newBufferedWriter(file)) {
      out.write("create table t(id integer primary key, x text);\n");
      for (int i = 0; i < INSERTS; i++) {
        out.write("insert into t(x) values ('" + "%0100d".formatted(i) + "');\n");
      }
    }
  }

  private static Path archive(Path elsewhere) {
    return elsewhere.resolve("files.tar");
  }

  private static void packFiles(Path elsewhere) throws IOException, InterruptedException {
    if (Files.exists(archive(elsewhere))) {
      return;
    }
    Path files = Files.createDirectory(elsewhere.resolve("files"));
    Random random = new Random(FILES);
    for (int i = 0; i < FILES; i++) {
      Path directory = Files.createDirectories(files.resolve("d" + i / 1000));
      Files.write(directory.resolve("f" + i), new byte[1 + random.nextInt(MOST_BYTES)]);
    }
    Shell.run("tar", "--create", "--file=" + archive(elsewhere), "--directory=" + files, ".");
    Shell.run("rm", "--recursive", files.toString());
  }
}
