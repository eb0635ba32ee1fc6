package dev.iotrace.filesystem;

import dev.iotrace.event.DeviceNumber;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// One line of `/proc/PID/mountinfo`, proc_pid_mountinfo(5).
///
/// @param id what statx(2) gives as `stx_mnt_id`
/// @param device the `st_dev` of its files; an anonymous number (major 0) where no block device is
/// @param root the directory of the file system that is mounted there: not `/` for a bind mount
/// @param options of this mount
/// @param source what was mounted: a device for most
/// @param superOptions of the file system
public record Mount(
    int id,
    DeviceNumber device,
    String root,
    Path point,
    List<String> options,
    String type,
    String source,
    List<String> superOptions) {

  /// Fields before the optional ones.
  private static final int FIXED_FIELDS = 6;

  /// Reads a line. Between the sixth field and the lone hyphen stand any number of optional ones.
  ///
  /// @throws IllegalArgumentException when the line is not of that form
  static Mount parse(String line) {
    List<String> fields = List.of(line.split(" ", -1));
    int tail = fields.size() > FIXED_FIELDS ? tail(fields) : fields.size();
    if (fields.size() < tail + 3) {
      throw new IllegalArgumentException("not a mountinfo line: " + line);
    }
    return new Mount(
        Integer.parseInt(fields.get(0)),
        DeviceNumber.parse(fields.get(2)),
        unescape(fields.get(3)),
        Path.of(unescape(fields.get(4))),
        List.of(fields.get(5).split(",")),
        fields.get(tail),
        unescape(fields.get(tail + 1)),
        List.of(fields.get(tail + 2).split(",")));
  }

  private static int tail(List<String> fields) {
    int hyphen = fields.subList(FIXED_FIELDS, fields.size()).indexOf("-");
    return hyphen < 0 ? fields.size() : FIXED_FIELDS + hyphen + 1;
  }

  /// Whether nothing can be written through it.
  public boolean readOnly() {
    return options.contains("ro") || superOptions.contains("ro");
  }

  /// Whether its files live in memory, so that no disk is under them.
  public boolean inMemory() {
    return FileSystemKind.of(type) == FileSystemKind.MEMORY;
  }

  /// Whether its files are the kernel's state, as those of `/proc` are.
  public boolean showsTheKernel() {
    return FileSystemKind.of(type) == FileSystemKind.KERNEL_STATE;
  }

  /// Both kinds of options, each once.
  public List<String> allOptions() {
    Set<String> all = new LinkedHashSet<>(options);
    all.addAll(superOptions);
    return all.stream().map(Mount::unescape).toList();
  }

  /// The value of a `key=value` option of the file system.
  public Optional<String> superOption(String key) {
    return superOptions.stream()
        .filter(it -> it.startsWith(key + "="))
        .map(it -> unescape(it.substring(key.length() + 1)))
        .findFirst();
  }

  /// Undoes the kernel's `\ooo` for blank, tab, newline, backslash and others (`mangle_path`,
  /// fs/seq_file.c). Each stands for one byte.
  static String unescape(String text) {
    if (text.indexOf('\\') < 0) {
      return text;
    }
    byte[] raw = text.getBytes(StandardCharsets.UTF_8);
    ByteArrayOutputStream plain = new ByteArrayOutputStream(raw.length);
    for (int i = 0; i < raw.length; i++) {
      if (raw[i] == '\\' && i + 3 < raw.length && isOctal(raw, i + 1)) {
        plain.write(Integer.parseInt(new String(raw, i + 1, 3, StandardCharsets.US_ASCII), 8));
        i += 3;
      } else {
        plain.write(raw[i]);
      }
    }
    return plain.toString(StandardCharsets.UTF_8);
  }

  private static boolean isOctal(byte[] raw, int from) {
    return raw[from] >= '0'
        && raw[from] <= '3'
        && raw[from + 1] >= '0'
        && raw[from + 1] <= '7'
        && raw[from + 2] >= '0'
        && raw[from + 2] <= '7';
  }
}
