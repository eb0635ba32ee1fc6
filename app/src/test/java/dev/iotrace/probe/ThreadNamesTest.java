package dev.iotrace.probe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.iotrace.event.ThreadNamed;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ThreadNamesTest {
  @TempDir Path proc = Path.of("");

  @ParameterizedTest
  @CsvSource({
    "kworker/u8:7-flush-7:0, kworker/u8:7",
    "kworker/1:1H+kblockd, kworker/1:1H",
    "kworker/R-ext4-rsv, kworker/R-ext4-rsv",
    "kworker/0:2, kworker/0:2",
    "jbd2/loop0-8, jbd2/loop0-8",
    "a-b+c, a-b+c",
  })
  void aWorkersNameIsWithoutItsWork(String comm, String name) throws IOException {
    named(7, (comm + "\n").getBytes(StandardCharsets.UTF_8));
    assertThat(new ThreadNames(proc).lookUp(7, 99)).contains(new ThreadNamed(99, 7, name));
  }

  @Test
  void eachThreadIsLookedUpOnce() throws IOException {
    named(7, "x\n".getBytes(StandardCharsets.UTF_8));
    ThreadNames names = new ThreadNames(proc);
    assertThat(names.lookUp(7, 1)).isPresent();
    assertThat(names.lookUp(7, 2)).isEmpty();
  }

  @Test
  void aThreadThatIsGoneHasNoName() {
    assertThat(new ThreadNames(proc).lookUp(7, 1)).isEmpty();
  }

  @Test
  void hostileBytesAreText() throws IOException {
    named(7, new byte[] {'"', '}', '\n', 27, '[', (byte) 0xff, (byte) 0xc3, '\n'});
    assertThat(new ThreadNames(proc).lookUp(7, 1))
        .contains(new ThreadNamed(1, 7, "\"}\n\u001b[\ufffd\ufffd"));
  }

  private void named(int threadId, byte[] comm) throws IOException {
    Path directory = Files.createDirectories(proc.resolve(Integer.toString(threadId)));
    Files.write(directory.resolve("comm"), comm);
  }
}
