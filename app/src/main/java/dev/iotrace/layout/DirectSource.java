package dev.iotrace.layout;

import dev.iotrace.syscall.ErrnoException;
import dev.iotrace.syscall.Fcntl;
import dev.iotrace.syscall.FileDescriptor;
import dev.iotrace.syscall.NativeBuffer;
import dev.iotrace.syscall.OpenFlags;
import dev.iotrace.syscall.Unistd;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;

/// A device past its page cache.
final class DirectSource implements Window.Source {
  /// What `O_DIRECT` asks of addresses, offsets and lengths, at most: a device's logical sector is
  /// no larger than a page.
  static final int PAGE_BYTES = 4096;

  private final FileDescriptor device;
  private final NativeBuffer buffer = NativeBuffer.allocate(PAGE_BYTES, PAGE_BYTES);

  private DirectSource(FileDescriptor device) {
    this.device = device;
  }

  static DirectSource of(Path device) throws ErrnoException {
    return new DirectSource(
        Fcntl.open(device, OpenFlags.O_RDONLY | OpenFlags.O_NOFOLLOW | OpenFlags.O_DIRECT));
  }

  @Override
  public ByteBuffer read(long offset, int count) throws IOException {
    int bytes = Math.toIntExact(Unistd.pread(device, buffer, 0, count, offset));
    return ByteBuffer.allocate(bytes).put(buffer.view(0, bytes)).flip();
  }

  @Override
  public void close() throws IOException {
    buffer.close();
    device.close();
  }
}
