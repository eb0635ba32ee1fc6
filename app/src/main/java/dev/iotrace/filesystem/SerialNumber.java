package dev.iotrace.filesystem;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A disk's serial number. Each driver has its own place for it.
final class SerialNumber {
  /// virtio-blk (drivers/block/virtio_blk.c); NVMe and MMC.
  private static final List<String> FILES = List.of("serial", "device/serial");

  /// The SCSI page "unit serial number": four bytes of header, then text (SPC-4, 7.8.15).
  private static final String SCSI_PAGE = "device/vpd_pg80";

  private static final int SCSI_HEADER_BYTES = 4;

  /// udev keeps what its rules have found (systemd, src/libsystemd/sd-device).
  private static final String UDEV_KEY = "E:ID_SERIAL_SHORT=";

  private SerialNumber() {}

  /// Null when nobody tells.
  static @Nullable String of(HostTree host, BlockDevice disk) {
    String directory = "sys/block/" + disk.name() + "/";
    return FILES.stream()
        .flatMap(file -> host.text(directory + file).stream())
        .filter(text -> !text.isEmpty())
        .findFirst()
        .or(() -> host.bytes(directory + SCSI_PAGE).flatMap(SerialNumber::ofPage))
        .or(() -> host.text("run/udev/data/b" + disk.number()).flatMap(SerialNumber::ofUdev))
        .orElse(null);
  }

  private static Optional<String> ofPage(byte[] page) {
    if (page.length <= SCSI_HEADER_BYTES) {
      return Optional.empty();
    }
    byte[] text = Arrays.copyOfRange(page, SCSI_HEADER_BYTES, page.length);
    return Optional.of(new String(text, StandardCharsets.US_ASCII).strip())
        .filter(it -> !it.isEmpty());
  }

  private static Optional<String> ofUdev(String data) {
    return data.lines()
        .filter(line -> line.startsWith(UDEV_KEY))
        .map(line -> line.substring(UDEV_KEY.length()))
        .findFirst();
  }
}
