package dev.iotrace.cli;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/// A file that was not there before: `O_CREAT|O_EXCL|O_NOFOLLOW`.
final class NewFile {
  private NewFile() {}

  /// Looks before anything is done for it.
  ///
  /// @throws OutputRefused when it exists
  static void requireAbsent(Path file) {
    if (Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
      throw OutputRefused.exists(file);
    }
  }

  /// Makes it.
  ///
  /// @throws OutputRefused when it exists or cannot be made
  static Writer create(Path file) {
    return new BufferedWriter(
        new OutputStreamWriter(createBinary(file), StandardCharsets.UTF_8.newEncoder()));
  }

  /// Makes it, for what is no text.
  ///
  /// @throws OutputRefused when it exists or cannot be made
  static OutputStream createBinary(Path file) {
    try {
      return Files.newOutputStream(
          file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS);
    } catch (FileAlreadyExistsException e) {
      throw OutputRefused.exists(file);
    } catch (IOException e) {
      throw OutputRefused.cannotWrite(e);
    }
  }
}
