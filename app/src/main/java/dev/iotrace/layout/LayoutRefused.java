package dev.iotrace.layout;

import dev.iotrace.event.Refusal;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;

/// This image or device cannot be explained.
public final class LayoutRefused extends Refusal {
  private static final long serialVersionUID = 1L;

  private static final int USAGE = 2;
  private static final int HOST = 3;

  private final int exitCode;

  private LayoutRefused(int exitCode, Object image, String why, String mend) {
    super("cannot explain " + image, why, mend);
    this.exitCode = exitCode;
  }

  /// The user named the wrong thing.
  public static LayoutRefused usage(Object image, String why, String mend) {
    return new LayoutRefused(USAGE, image, why, mend);
  }

  /// Nothing can be said without what is wrong here.
  public static LayoutRefused damaged(Object image, Damaged damaged) {
    return usage(
        image,
        damaged.what(),
        "see what 'e2fsck -fn', 'xfs_repair -n' or 'btrfs check --readonly' says of it");
  }

  static LayoutRefused unreadable(Object image, IOException cause) {
    return switch (cause) {
      case AccessDeniedException _ ->
          new LayoutRefused(HOST, image, "permission denied", "run as root: sudo iotrace explain");
      case NoSuchFileException _ -> usage(image, "there is no such file", "name one that exists");
      default ->
          new LayoutRefused(
              HOST, image, String.valueOf(cause.getMessage()), "see the kernel's log");
    };
  }

  @Override
  public int exitCode() {
    return exitCode;
  }
}
