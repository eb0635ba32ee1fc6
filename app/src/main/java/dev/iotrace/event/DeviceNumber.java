package dev.iotrace.event;

/// A block device's number in the kernel's own encoding, `major << 20 | minor`
/// (`include/linux/kdev_t.h`), which is what tracepoints print.
///
/// User land (`stat`, `makedev(3)`) encodes the same pair differently, hence the two factories.
public record DeviceNumber(int major, int minor) implements Comparable<DeviceNumber> {
  private static final int MINOR_BITS = 20;
  private static final int MINOR_MASK = (1 << MINOR_BITS) - 1;

  /// Rejects numbers that the kernel's 12 + 20 bits cannot hold.
  public DeviceNumber {
    if (major < 0 || major >= 1 << 12 || minor < 0 || minor > MINOR_MASK) {
      throw new IllegalArgumentException("no such device number: " + major + ":" + minor);
    }
  }

  /// From a tracepoint's `dev` field.
  public static DeviceNumber ofKernel(long encoded) {
    return new DeviceNumber((int) (encoded >>> MINOR_BITS), (int) (encoded & MINOR_MASK));
  }

  /// From `st_dev` as glibc gives it (`gnu_dev_major`, `sys/sysmacros.h`).
  public static DeviceNumber ofUserland(long encoded) {
    long major = ((encoded >>> 8) & 0xfff) | ((encoded >>> 32) & ~0xfffL);
    long minor = (encoded & 0xff) | ((encoded >>> 12) & ~0xffL);
    return new DeviceNumber(Math.toIntExact(major), Math.toIntExact(minor));
  }

  /// From `major:minor`, as in mountinfo and sysfs.
  ///
  /// @throws IllegalArgumentException when the text is not two numbers around a colon
  public static DeviceNumber parse(String text) {
    int colon = text.indexOf(':');
    if (colon < 0) {
      throw new IllegalArgumentException("not major:minor: " + text);
    }
    return new DeviceNumber(
        Integer.parseInt(text.substring(0, colon)),
        Integer.parseInt(text.substring(colon + 1).strip()));
  }

  /// The kernel's encoding; the parameter that probes filter by.
  public long kernel() {
    return ((long) major << MINOR_BITS) | minor;
  }

  @Override
  public int compareTo(DeviceNumber other) {
    return Long.compare(kernel(), other.kernel());
  }

  /// `major:minor`.
  @Override
  public String toString() {
    return major + ":" + minor;
  }
}
