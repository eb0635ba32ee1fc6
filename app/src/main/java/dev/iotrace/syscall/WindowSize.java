package dev.iotrace.syscall;

import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import java.lang.foreign.Arena;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemoryLayout.PathElement;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;

/// How large a terminal is: `struct winsize` of `asm-generic/termios.h`,
/// [ioctl_tty(2)](https://man7.org/linux/man-pages/man2/TIOCGWINSZ.2const.html).
///
/// @param columns 0 when nobody has told the terminal
/// @param rows likewise
public record WindowSize(int columns, int rows) {
  static final StructLayout WINSIZE =
      MemoryLayout.structLayout(
              JAVA_SHORT.withName("ws_row"),
              JAVA_SHORT.withName("ws_col"),
              JAVA_SHORT.withName("ws_xpixel"),
              JAVA_SHORT.withName("ws_ypixel"))
          .withName("winsize");

  private static final long TIOCGWINSZ = 0x5413;

  /// `ioctl(fd, TIOCGWINSZ, struct winsize *)`.
  ///
  /// @throws ErrnoException ENOTTY when it is no terminal
  public static WindowSize of(FileDescriptor terminal) throws ErrnoException {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment size = arena.allocate(WINSIZE);
      Ioctl.call("TIOCGWINSZ", terminal, TIOCGWINSZ, size);
      return new WindowSize(member(size, "ws_col"), member(size, "ws_row"));
    }
  }

  private static int member(MemorySegment size, String name) {
    long offset = WINSIZE.byteOffset(PathElement.groupElement(name));
    return Short.toUnsignedInt(size.get(JAVA_SHORT, offset));
  }
}
