package dev.iotrace.layout;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/// A file or device by its page cache.
record PlainSource(FileChannel channel) implements Window.Source {
  static PlainSource of(Path path) throws IOException {
    return new PlainSource(
        FileChannel.open(path, StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS));
  }

  long bytes() throws IOException {
    return channel.size();
  }

  @Override
  public ByteBuffer read(long offset, int count) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(count);
    while (bytes.hasRemaining() && channel.read(bytes, offset + bytes.position()) > 0) {
      // A read may end early; the end of the file ends it all.
    }
    return bytes.flip();
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
