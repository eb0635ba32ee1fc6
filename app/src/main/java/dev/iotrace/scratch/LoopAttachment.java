package dev.iotrace.scratch;

import dev.iotrace.registry.Held;
import dev.iotrace.registry.Resource;
import dev.iotrace.registry.Run;
import dev.iotrace.syscall.Errno;
import dev.iotrace.syscall.ErrnoException;
import dev.iotrace.syscall.Fcntl;
import dev.iotrace.syscall.FileDescriptor;
import dev.iotrace.syscall.Loop;
import dev.iotrace.syscall.LoopConfig;
import dev.iotrace.syscall.OpenFlags;
import java.nio.file.Path;

/// An image attached to a loop device that the kernel detaches by itself when the last user closes
/// it. Until something is mounted on it, that user is this object.
///
/// @param opened keeps the device attached
record LoopAttachment(Path device, FileDescriptor opened, Held held) implements AutoCloseable {
  static final Path CONTROL = Path.of("/dev/loop-control");
  private static final int SECTOR_BYTES = 512;

  /// How often another process may snatch a free device from us.
  private static final int ATTEMPTS = 32;

  /// Attaches the image to the next free device.
  ///
  /// @param controlFile [#CONTROL], but for tests
  ///
  /// @throws ScratchRefused when there is none
  static LoopAttachment attach(Run run, Path image, Path controlFile) {
    try (FileDescriptor control = Fcntl.open(controlFile, OpenFlags.O_RDWR);
        FileDescriptor file = Fcntl.open(image, OpenFlags.O_RDWR)) {
      for (int attempt = 1; ; attempt++) {
        Path device = Path.of("/dev/loop" + Loop.getFree(control));
        try {
          return attach(run, device, image, file);
        } catch (ErrnoException e) {
          if (e.errno() != Errno.EBUSY || attempt == ATTEMPTS) {
            throw e;
          }
        }
      }
    } catch (ErrnoException e) {
      throw refused(e);
    }
  }

  /// @throws ScratchRefused when no device can be had
  static void requireControl(Path controlFile) {
    try (FileDescriptor control = Fcntl.open(controlFile, OpenFlags.O_RDWR)) {
      Loop.getFree(control);
    } catch (ErrnoException e) {
      throw refused(e);
    }
  }

  private static LoopAttachment attach(Run run, Path device, Path image, FileDescriptor file)
      throws ErrnoException {
    FileDescriptor opened = Fcntl.open(device, OpenFlags.O_RDWR);
    try {
      LoopConfig config =
          new LoopConfig(file, SECTOR_BYTES, LoopConfig.LO_FLAGS_AUTOCLEAR, image.toString());
      Held held = run.make(new Resource.Loop(device, image), () -> Loop.configure(opened, config));
      return new LoopAttachment(device, opened, held);
    } catch (ErrnoException | RuntimeException e) {
      opened.close();
      throw e;
    }
  }

  private static ScratchRefused refused(ErrnoException e) {
    return ScratchRefused.host(
        "cannot attach a loop device", String.valueOf(e.getMessage()), mend(e));
  }

  private static String mend(ErrnoException e) {
    return switch (e.errno()) {
      case Errno.ENOENT, Errno.ENXIO -> "modprobe loop, or start the container with -v /dev:/dev";
      case Errno.EPERM ->
          "start the container with --device /dev/loop-control --device-cgroup-rule 'b 7:* rw'";
      case Errno.EACCES -> "run as root";
      default -> "look at losetup -a and the kernel's log";
    };
  }

  /// Lets go of the device, which stays attached while it is mounted.
  @Override
  public void close() throws ErrnoException {
    opened.close();
  }
}
