package dev.iotrace.device;

import dev.iotrace.filesystem.DeviceFacts;
import dev.iotrace.report.Prose;
import dev.iotrace.report.SafeText;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Devices for people: a paragraph for each, what is known of it line by line.
public final class DeviceText {
  private static final long KIB = 1024;
  private static final String UNITS = "KMGTPE";

  private DeviceText() {}

  /// Lines of at most `columns` characters.
  public static List<String> lines(Devices devices, int columns) {
    List<String> lines = new ArrayList<>();
    for (DeviceFacts each : devices.devices()) {
      if (!lines.isEmpty()) {
        lines.add("");
      }
      lines.addAll(Prose.wrap("", title(each), columns));
      add(lines, columns, "size", size(each));
      add(lines, columns, "mounted on", list(each.mountedOn()));
      add(lines, columns, "model", each.model());
      add(lines, columns, "serial", each.serial());
      add(lines, columns, "sectors", sectors(each));
      add(lines, columns, "write cache", cache(each));
      add(lines, columns, "requests", requests(each));
      add(lines, columns, "O_DIRECT", direct(each));
      add(lines, columns, "discard", discard(each.discardBytes()));
      add(lines, columns, "scheduler", scheduler(each));
      add(lines, columns, "medium", medium(each));
    }
    return lines;
  }

  private static void add(List<String> lines, int columns, String label, @Nullable String text) {
    if (text != null && !text.isEmpty()) {
      String first = String.format(Locale.ROOT, "  %-12s ", label);
      lines.addAll(Prose.wrap(first, SafeText.of(text), columns));
    }
  }

  private static String title(DeviceFacts device) {
    String title = device.name() + " (" + device.number() + "): " + device.kind().replace('_', ' ');
    String detail = device.detail().isEmpty() ? "" : " " + device.detail();
    String from = device.startSector() == 0 ? "" : " from sector " + device.startSector();
    String below = device.below().isEmpty() ? "" : " on " + list(device.below());
    return SafeText.of(title + detail + from + below);
  }

  private static String list(List<String> names) {
    return String.join(", ", names);
  }

  private static String size(DeviceFacts device) {
    String exact = String.format(Locale.ROOT, "%,d bytes", device.bytes());
    String rounded = device.bytes() < KIB ? "" : " (" + rounded(device.bytes()) + ")";
    return exact + rounded + (device.readOnly() ? ", read-only" : "");
  }

  /// To one decimal, and to none when there is none: `1.5 GiB`, `40 GiB`.
  private static String rounded(long bytes) {
    int unit = -1;
    double value = bytes;
    while (value >= KIB && unit < UNITS.length() - 1) {
      value /= KIB;
      unit++;
    }
    String number = String.format(Locale.ROOT, "%.1f", value).replaceFirst("\\.0$", "");
    return number + " " + UNITS.charAt(unit) + "iB";
  }

  private static String sectors(DeviceFacts device) {
    return String.format(
        Locale.ROOT,
        "%,d bytes logical, %,d physical",
        device.logicalSectorBytes(),
        device.physicalSectorBytes());
  }

  private static String cache(DeviceFacts device) {
    if (!device.writeCache()) {
      return "none that a power cut empties: flushes do not reach it";
    }
    return device.fua()
        ? "volatile; FUA writes past it"
        : "volatile, no FUA: what must be safe is followed by a flush";
  }

  private static String requests(DeviceFacts device) {
    List<String> known = new ArrayList<>();
    if (device.mostRequestBytes() != null) {
      known.add("at most " + count(device.mostRequestBytes()) + " bytes");
    }
    if (device.optimalIoBytes() != null) {
      known.add("best " + count(device.optimalIoBytes()) + " bytes");
    }
    if (device.queueRequests() != null) {
      known.add(count(device.queueRequests()) + " at once");
    }
    if (device.atomicWriteBytes() != null && device.atomicWriteBytes() > 0) {
      known.add("up to " + count(device.atomicWriteBytes()) + " bytes are not torn");
    }
    return list(known);
  }

  private static String direct(DeviceFacts device) {
    String length = "length and offset a multiple of " + count(device.logicalSectorBytes());
    return device.dmaAlignmentBytes() == null
        ? length
        : length + ", address of " + count(device.dmaAlignmentBytes());
  }

  private static @Nullable String discard(@Nullable Long bytes) {
    if (bytes == null) {
      return null;
    }
    return bytes == 0 ? "none" : "in pieces of " + count(bytes) + " bytes";
  }

  private static @Nullable String scheduler(DeviceFacts device) {
    return device.scheduler();
  }

  private static String medium(DeviceFacts device) {
    List<String> known = new ArrayList<>();
    if (device.rotational() != null) {
      known.add(device.rotational() ? "rotational, says the driver" : "not rotational");
    }
    if (device.zoned() != null && !device.zoned().equals("none")) {
      known.add("zoned, " + device.zoned());
    }
    return list(known);
  }

  private static String count(long number) {
    return String.format(Locale.ROOT, "%,d", number);
  }
}
