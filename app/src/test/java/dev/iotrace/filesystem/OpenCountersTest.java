package dev.iotrace.filesystem;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.iotrace.event.CounterRead;
import dev.iotrace.event.CounterRead.Counters;
import dev.iotrace.event.CounterRead.Moment;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OpenCountersTest {
  private static final String SDA = "1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17\n";
  private static final String SDB = "1 0 30 0 1 0 70 0 0 0 0 0 0 0 0 5 0\n";

  @TempDir Path root;

  private final AtomicLong clock = new AtomicLong(40);

  @BeforeEach
  void twoDisks() throws IOException {
    write("sda", SDA);
    write("sdb", SDB);
  }

  private void write(String disk, String text) throws IOException {
    Path directory = Files.createDirectories(root.resolve("sys/block").resolve(disk));
    Files.writeString(directory.resolve("stat"), text);
  }

  private OpenCounters open(String... disks) {
    return OpenCounters.of(new HostTree(root), List.of(disks), clock::incrementAndGet);
  }

  @Test
  void readingIsOfAllDisksBetweenTwoLooksAtTheClock() {
    try (OpenCounters counters = open("sda", "sdb")) {
      assertThat(counters.read(Moment.START))
          .isEqualTo(
              new CounterRead(41, 42, Moment.START, new Counters(77 * 512, 33 * 512, 21, 9)));
    }
  }

  @Test
  void eachReadingIsNew() throws IOException {
    try (OpenCounters counters = open("sdb")) {
      assertThat(counters.read(Moment.START).counters().flushes()).isEqualTo(5);
      write("sdb", SDB.replace(" 5 0\n", " 7 0\n"));
      assertThat(counters.read(Moment.END).counters().flushes()).isEqualTo(7);
      write("sdb", SDA.replace("16", "123456789"));
      assertThat(counters.read(Moment.END).counters().flushes()).isEqualTo(123_456_789);
    }
  }

  @Test
  void missingDiskIsNamed() {
    assertThatThrownBy(() -> open("sda", "sdz"))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageContaining("sdz/stat");
  }
}
