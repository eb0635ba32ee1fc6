package dev.iotrace.syscall;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class OwnFilesTest {
  @Test
  void whatTheThreadOpensNobodyElseHas() {
    Path opened =
        OwnFiles.call(
            () -> {
              try (FileDescriptor file = Mman.memfdCreate("mine")) {
                Path here = Path.of("/proc/thread-self/fd/" + file.number());
                Path main = Path.of("/proc/self/fd/" + file.number());
                assertThat(here).isSymbolicLink();
                return Files.exists(main, LinkOption.NOFOLLOW_LINKS)
                    ? Files.readSymbolicLink(main)
                    : Path.of("nothing");
              } catch (IOException e) {
                throw new IllegalStateException(e);
              }
            });
    assertThat(opened.toString()).doesNotContain("mine");
  }

  @Test
  void whatIsOpenTheThreadHasByTheSameNumber() throws ErrnoException {
    try (FileDescriptor file = Mman.memfdCreate("ours");
        NativeBuffer content = NativeBuffer.of((byte) 7);
        NativeBuffer read = NativeBuffer.allocate(1, 1)) {
      assertThat(
              OwnFiles.<Long>call(
                  () -> {
                    try {
                      return Unistd.pwrite(file, content, 0, 1, 41);
                    } catch (ErrnoException e) {
                      throw new IllegalStateException(e);
                    }
                  }))
          .isEqualTo(1);
      assertThat(Unistd.pread(file, read, 0, 1, 41)).isEqualTo(1);
    }
  }

  @Test
  void whatTheWorkThrowsIsThrown() {
    assertThatThrownBy(
            () ->
                OwnFiles.call(
                    () -> {
                      throw new IllegalStateException("full");
                    }))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("full");
  }
}
