package dev.iotrace.scratch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ScratchSpecTest {
  @Test
  void typeAloneIsOneGibibyteWithoutMore() {
    assertThat(ScratchSpec.parse("ext4"))
        .isEqualTo(
            new ScratchSpec(ScratchType.EXT4, 1L << 30, Optional.empty(), List.of(), List.of()));
  }

  @Test
  void everyKeyIsRead() {
    assertThat(
            ScratchSpec.parse(
                "ext4,size=64m,dir=/srv/a b,mkfs=-O ^has_journal -b 1024,mount=data=journal"))
        .isEqualTo(
            new ScratchSpec(
                ScratchType.EXT4,
                64L << 20,
                Optional.of(Path.of("/srv/a b")),
                List.of("-O", "^has_journal", "-b", "1024"),
                List.of("data=journal")));
  }

  @Test
  void commaEndsAValueOnlyBeforeAKey() {
    ScratchSpec spec =
        ScratchSpec.parse("ext4,mkfs=-O ^has_journal,^64bit,mount=noatime,commit=1,size=1g");
    assertThat(spec.mkfs()).containsExactly("-O", "^has_journal,^64bit");
    assertThat(spec.mount()).containsExactly("noatime", "commit=1");
    assertThat(spec.bytes()).isEqualTo(1L << 30);
  }

  @Test
  void quotesKeepCommasAndBlanks() {
    ScratchSpec spec = ScratchSpec.parse("ext4,mkfs=-J \"a,size=4\" -L \"two words\"");
    assertThat(spec.mkfs()).containsExactly("-J", "a,size=4", "-L", "two words");
    assertThat(spec.bytes()).isEqualTo(1L << 30);
    assertThat(ScratchSpec.parse("ext4,mount=\"a,b\",c").mount()).containsExactly("a,b", "c");
  }

  @Test
  void repeatedKeysAddUp() {
    ScratchSpec spec = ScratchSpec.parse("ext4,mkfs=-b 4096,mount=ro,mkfs=-m 0,mount=noatime");
    assertThat(spec.mkfs()).containsExactly("-b", "4096", "-m", "0");
    assertThat(spec.mount()).containsExactly("ro", "noatime");
  }

  @ParameterizedTest
  @CsvSource({"4096,4096", "4k,4096", "1M,1048576", "3G,3221225472", "1t,1099511627776"})
  void sizesArePowersOf1024(String text, long bytes) {
    assertThat(ScratchSpec.parse("ext4,size=" + text).bytes()).isEqualTo(bytes);
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '\'',
      value = {
        "zfs, no such type: zfs",
        "'', no such type",
        "'ext4,foo=1', no such option: foo=1",
        "'ext4,', no such option",
        "'ext4,size=', no such size",
        "'ext4,size=k', no such size",
        "'ext4,size=0', no such size",
        "'ext4,size=-1', no such size",
        "'ext4,size=1x', no such size",
        "'ext4,size=99999999t', no such size",
        "'ext4,size=1g,commit=1', no such size",
        "'ext4,mkfs=\"-b 4096', a double quote is not closed"
      })
  void otherTextIsRefusedInOneSentence(String text, String why) {
    ScratchRefused refused =
        catchThrowableOfType(ScratchRefused.class, () -> ScratchSpec.parse(text));
    assertThat(refused.exitCode()).isEqualTo(2);
    assertThat(refused.why()).contains(why);
    assertThat(refused.mend()).contains("TYPE[,size=BYTES]");
  }
}
