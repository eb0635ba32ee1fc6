package dev.iotrace.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.iotrace.registry.Resource.Child;
import dev.iotrace.registry.Resource.Directory;
import dev.iotrace.registry.Resource.Loop;
import dev.iotrace.registry.Resource.Mount;
import dev.iotrace.registry.Resource.RegularFile;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class EntryTest {
  private static final Path HOSTILE = Path.of("/a b/\"c\"\n+9 file %2Fetc/d\\e\tf+é");

  @Test
  void everyKindComesBackWithHostileNames() {
    List<Resource> all =
        List.of(
            new Child(new ProcessIdentity(4, 5)),
            new Loop(HOSTILE, HOSTILE),
            new Mount(HOSTILE),
            new RegularFile(HOSTILE),
            new Directory(HOSTILE));
    StringBuilder text = new StringBuilder();
    for (Resource one : all) {
      text.append(Entry.addedLine(all.indexOf(one), one));
    }
    assertThat(Entry.remaining(text.toString())).isEqualTo(all.reversed());
  }

  @Test
  void whatIsGoneDoesNotRemain() {
    String text = "+1 file %2Fa\n+2 file %2Fb\n-1\n";
    assertThat(Entry.remaining(text)).containsExactly(new RegularFile(Path.of("/b")));
  }

  @Test
  void lineCutOffByAKillWasNotBegun() {
    assertThat(Entry.remaining("+1 file %2Fa\n+2 file %2Fet"))
        .containsExactly(new RegularFile(Path.of("/a")));
    assertThat(Entry.remaining("+1 fil")).isEmpty();
    assertThat(Entry.remaining("")).isEmpty();
  }

  @Test
  void foreignLinesAreRefused() {
    for (String line : List.of("x\n", "\n", "+1\n", "+1 file\n", "+1 loop %2Fa\n", "*1 x\n")) {
      assertThatThrownBy(() -> Entry.remaining(line))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("not an entry's line");
    }
  }
}
