package dev.iotrace.matrix;

import dev.iotrace.bench.BenchRefused;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.core.json.JsonWriteFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.cfg.EnumFeature;
import tools.jackson.databind.json.JsonMapper;

/// The runs of a matrix as they come, JSON Lines: a [ResultsHeader], then a [MatrixRun] each. A
/// line is one write, so that a kill leaves at most the last one torn, which counts as not
/// measured.
///
/// Nothing is synced: what survives a kill of ours is in the page cache, and a sync would be one
/// more for the device that is measured.
public final class ResultsFile implements AutoCloseable {
  private static final JsonMapper JSON =
      JsonMapper.builder()
          .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
          .enable(JsonWriteFeature.ESCAPE_NON_ASCII)
          .enable(EnumFeature.WRITE_ENUMS_TO_LOWERCASE)
          .enable(MapperFeature.ACCEPT_CASE_INSENSITIVE_ENUMS)
          .disable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
          .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
          .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .build();

  private final Path path;
  private final FileChannel channel;
  private final List<MatrixRun> runs;

  private ResultsFile(Path path, FileChannel channel, List<MatrixRun> runs) {
    this.path = path;
    this.channel = channel;
    this.runs = runs;
  }

  /// Makes a new one.
  ///
  /// @throws BenchRefused when it exists or cannot be made
  public static ResultsFile create(Path path, ResultsHeader header) {
    try {
      FileChannel channel =
          FileChannel.open(
              path,
              StandardOpenOption.CREATE_NEW,
              StandardOpenOption.WRITE,
              LinkOption.NOFOLLOW_LINKS);
      ResultsFile made = new ResultsFile(path, channel, new ArrayList<>());
      made.lock("--results ");
      made.append(header);
      return made;
    } catch (FileAlreadyExistsException e) {
      throw BenchRefused.usage(
          "--results " + path,
          "it exists, and nothing is overwritten",
          "continue it by --resume, or name a new file");
    } catch (IOException e) {
      throw BenchRefused.usage("--results " + path, e.toString(), "name a file that can be made");
    }
  }

  /// Opens one that was left unfinished, to add what is missing. A torn last line is cut off.
  ///
  /// @param header what would be measured now
  /// @throws BenchRefused when it is none, or of another plan, host or target
  public static ResultsFile resume(Path path, ResultsHeader header) {
    try {
      FileChannel channel =
          FileChannel.open(
              path, StandardOpenOption.READ, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS);
      ResultsFile file = new ResultsFile(path, channel, new ArrayList<>());
      boolean ours = false;
      try {
        file.lock("--resume ");
        file.read(header);
        ours = true;
        return file;
      } finally {
        if (!ours) {
          channel.close();
        }
      }
    } catch (IOException e) {
      throw BenchRefused.usage(
          "--resume " + path, e.toString(), "name a file that --results has made");
    }
  }

  /// Against a second program on the same file.
  private void lock(String option) throws IOException {
    FileLock lock;
    try {
      lock = channel.tryLock();
    } catch (OverlappingFileLockException ourselves) {
      lock = null;
    }
    if (lock == null) {
      throw BenchRefused.usage(option + path, "another run writes it", "wait until it has ended");
    }
  }

  private void read(ResultsHeader header) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(Math.toIntExact(channel.size()));
    while (bytes.hasRemaining() && channel.read(bytes) >= 0) {
      // One read may give less than all.
    }
    // ASCII, if it is ours.
    String text = new String(bytes.array(), 0, bytes.position(), StandardCharsets.ISO_8859_1);
    String whole = text.substring(0, text.lastIndexOf('\n') + 1);
    List<String> lines = whole.lines().toList();
    if (lines.isEmpty()) {
      throw refused("it has no whole line");
    }
    requireSame(lines.getFirst(), header);
    for (int line = 1; line < lines.size(); line++) {
      try {
        runs.add(JSON.readValue(lines.get(line), MatrixRun.class));
      } catch (JacksonException e) {
        throw refused("its line " + (line + 1) + " is no run of a matrix");
      }
    }
    channel.truncate(whole.length());
    channel.position(whole.length());
  }

  private void requireSame(String line, ResultsHeader header) {
    JsonNode theirs;
    try {
      theirs = JSON.readTree(line);
    } catch (JacksonException e) {
      throw refused("its first line is no header of a matrix");
    }
    JsonNode ours = JSON.readTree(JSON.writeValueAsString(header)); // numbers as a reader has them
    for (String property : ours.propertyNames()) {
      requireSame(property, theirs.path(property), ours.path(property));
    }
  }

  private void requireSame(String name, JsonNode theirs, JsonNode ours) {
    if (theirs.equals(ours)) {
      return;
    }
    if (theirs.isObject() && ours.isObject()) {
      for (String property : ours.propertyNames()) {
        requireSame(name + "." + property, theirs.path(property), ours.path(property));
      }
    }
    throw refused("its " + name + " is " + theirs + ", and now it would be " + ours);
  }

  private BenchRefused refused(String why) {
    return BenchRefused.usage(
        "--resume " + path, why, "repeat the command that began it, or begin anew by --results");
  }

  /// The runs that it has, in the order in which they were made.
  public List<MatrixRun> runs() {
    return List.copyOf(runs);
  }

  /// Saves one more.
  ///
  /// @throws BenchRefused when there is no room for it
  public void add(MatrixRun run) {
    try {
      append(run);
    } catch (IOException e) {
      throw BenchRefused.workload(
          "cannot save to " + path, e.toString(), "make room, then go on by --resume");
    }
    runs.add(run);
  }

  private void append(Record line) throws IOException {
    ByteBuffer bytes =
        ByteBuffer.wrap((JSON.writeValueAsString(line) + "\n").getBytes(StandardCharsets.US_ASCII));
    while (bytes.hasRemaining()) {
      channel.write(bytes);
    }
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
