package dev.iotrace.bench;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// A sample as a line for people, in the columns and units of iostat(1), 80 characters wide as long
/// as figures are of the usual size.
public final class SeriesText {
  /// The line above.
  public static final String HEADER =
      "    s  KiB/t    tps    MB/s r_await w_await aqu-sz %util  wrqm/s flush/s f_await";

  private static final double NANOS_PER_SECOND = 1e9;

  private SeriesText() {}

  /// One line; `-` where the kernel does not tell.
  public static String line(DeviceSample sample) {
    DeviceRate rate = sample.rate();
    return String.format(
        Locale.ROOT,
        "%5.1f %6.1f %6.0f %7.1f %7.2f %7.2f %6.1f %5.1f %7.0f %7s %7s",
        sample.toNs() / NANOS_PER_SECOND,
        rate.kibPerTransfer(),
        rate.transfersPerS(),
        rate.mbPerS(),
        rate.readAwaitMs(),
        rate.writeAwaitMs(),
        rate.queueLength(),
        rate.utilPercent(),
        rate.writeMergesPerS(),
        known("%.0f", rate.flushesPerS()),
        known("%.2f", rate.flushAwaitMs()));
  }

  private static String known(String format, @Nullable Double value) {
    return value == null ? "-" : String.format(Locale.ROOT, format, value);
  }
}
