package dev.iotrace.scratch;

import dev.iotrace.registry.KernelRemover;
import dev.iotrace.registry.Removal.Outcome;
import dev.iotrace.registry.Resource;
import dev.iotrace.syscall.Errno;
import dev.iotrace.syscall.ErrnoException;
import dev.iotrace.syscall.Fcntl;
import dev.iotrace.syscall.FileDescriptor;
import dev.iotrace.syscall.Loop;
import dev.iotrace.syscall.Mount;
import dev.iotrace.syscall.OpenFlags;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.BooleanSupplier;

/// Unmounts and detaches on the running kernel.
public final class SystemRemover implements KernelRemover {
  private static final long PATIENCE_MILLIS = 2_000;
  private static final long POLL_MILLIS = 10;

  @Override
  public Outcome unmount(Resource.Mount mount) throws IOException {
    // What the kernel shows below /sys loses nothing, and another run may have files open in it.
    boolean ofKernel = mount.point().startsWith("/sys");
    int flags = Mount.UMOUNT_NOFOLLOW | (ofKernel ? Mount.MNT_DETACH : 0);
    long deadline = deadline();
    while (System.nanoTime() < deadline) {
      try {
        Mount.umount2(mount.point(), flags);
        return Outcome.REMOVED;
      } catch (ErrnoException e) {
        if (e.errno() == Errno.EINVAL || e.errno() == Errno.ENOENT) {
          return Outcome.ABSENT;
        } else if (e.errno() != Errno.EBUSY) {
          throw e;
        }
      }
      pause();
    }
    Mount.umount2(mount.point(), Mount.UMOUNT_NOFOLLOW | Mount.MNT_DETACH);
    return Outcome.DEFERRED;
  }

  /// While we have the device open nobody can give it another file, so the look is still true when
  /// the file is taken away.
  @Override
  public Outcome detach(Resource.Loop loop) throws IOException {
    if (!isBackedBy(loop)) {
      return Outcome.ABSENT;
    }
    try (FileDescriptor device = Fcntl.open(loop.device(), OpenFlags.O_RDONLY)) {
      if (!isBackedBy(loop)) {
        return Outcome.ABSENT;
      }
      Loop.clear(device);
    } catch (ErrnoException e) {
      if (e.errno() != Errno.ENXIO && e.errno() != Errno.ENOENT) {
        throw e;
      }
    }
    return await(() -> !isBackedBy(loop)) ? Outcome.REMOVED : Outcome.DEFERRED;
  }

  /// sysfs gives the file's path, with a note after it once it is unlinked
  /// (`loop_attr_backing_file` in drivers/block/loop.c uses `file_path`).
  private static boolean isBackedBy(Resource.Loop loop) {
    Path shown = Path.of("/sys/block", loop.device().getFileName().toString(), "loop/backing_file");
    try {
      String text = new String(Files.readAllBytes(shown), StandardCharsets.UTF_8);
      String backing = loop.backing().toString();
      return text.equals(backing + "\n") || text.equals(backing + " (deleted)\n");
    } catch (IOException detached) {
      return false;
    }
  }

  private static boolean await(BooleanSupplier done) {
    long deadline = deadline();
    while (!done.getAsBoolean()) {
      if (System.nanoTime() > deadline) {
        return false;
      }
      pause();
    }
    return true;
  }

  private static long deadline() {
    return System.nanoTime() + PATIENCE_MILLIS * 1_000_000;
  }

  /// An interrupt must not keep us from cleaning up: it is kept for later.
  private static void pause() {
    try {
      Thread.sleep(POLL_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
