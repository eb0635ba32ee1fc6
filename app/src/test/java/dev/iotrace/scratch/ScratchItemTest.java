package dev.iotrace.scratch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ScratchItemTest {
  @Test
  void typesAloneAreSeparatedByCommas() {
    assertThat(ScratchItem.parseList("ext4,xfs,btrfs"))
        .containsExactly(item("ext4", "ext4"), item("xfs", "xfs"), item("btrfs", "btrfs"));
    assertThat(ScratchItem.parseList("xfs")).containsExactly(item("xfs", "xfs"));
  }

  @Test
  void optionsBetweenBracketsAreThoseOfOneScratch() {
    assertThat(
            ScratchItem.parseList(
                "ext4[mount=data=journal],ext4[mkfs=-O ^has_journal,^64bit,size=64m],xfs"))
        .containsExactly(
            item("ext4[mount=data=journal]", "ext4,mount=data=journal"),
            item(
                "ext4[mkfs=-O ^has_journal,^64bit,size=64m]",
                "ext4,mkfs=-O ^has_journal,^64bit,size=64m"),
            item("xfs", "xfs"));
  }

  @Test
  void bracketsAndCommasWithinBracketsOrQuotesEndNoItem() {
    assertThat(ScratchItem.parseList("ext4[dir=/a[1,2]/b,size=64m],xfs[mkfs=-L \"]a,[\"],btrfs"))
        .containsExactly(
            item("ext4[dir=/a[1,2]/b,size=64m]", "ext4,dir=/a[1,2]/b,size=64m"),
            item("xfs[mkfs=-L \"]a,[\"]", "xfs,mkfs=-L \"]a,[\""),
            item("btrfs", "btrfs"));
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '\'',
      value = {
        "'', no such type",
        "'ext4,', no such type",
        "',ext4', no such type",
        "'ext4,zfs', no such type: zfs",
        "'ext4,size=64m', no such type: size=64m",
        "'ext4,mount=data=journal', no such type: mount=data=journal",
        "'ext4[', a bracket is not closed",
        "'ext4[size=1g,xfs', a bracket is not closed",
        "'ext4]', a bracket closes that was not opened",
        "'ext4[size=1g]]', a bracket closes that was not opened",
        "'ext4[]', nothing stands between the brackets of ext4[]",
        "'ext4[ ],xfs', nothing stands between the brackets",
        "'ext4[size=1g]xfs', something follows the bracket in ext4[size=1g]xfs",
        "'ext4[size=1g][dir=/a]', no such size: 1g][dir=/a",
        "'[size=1g]', no such type",
        "'ext4[foo=1]', no such option: foo=1",
        "'ext4[size=0],xfs', no such size",
        "'ext4[mkfs=\"-b]', a double quote is not closed"
      })
  void otherTextIsRefusedWithAnExample(String text, String why) {
    ScratchRefused refused =
        catchThrowableOfType(ScratchRefused.class, () -> ScratchItem.parseList(text));
    assertThat(refused.exitCode()).isEqualTo(2);
    assertThat(refused.what()).contains(text);
    assertThat(refused.why()).contains(why);
    assertThat(refused.mend()).contains("ext4,ext4[mount=data=journal],xfs");
  }

  @Test
  void everyListThatIsMadeOfItemsIsReadAsThese() {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    List<String> types = List.of("ext4", "xfs", "btrfs");
    List<String> options =
        List.of(
            "size=300m",
            "dir=/a[b,c]",
            "mkfs=-O ^has_journal,^64bit",
            "mkfs=-L \"a]b\"",
            "mount=data=journal,commit=1",
            "mount=\"x,y\"");
    for (int round = 0; round < 2_000; round++) {
      List<String> texts = new ArrayList<>();
      for (int i = random.nextInt(4); i >= 0; i--) {
        String type = types.get(random.nextInt(types.size()));
        List<String> some = new ArrayList<>();
        for (int j = random.nextInt(3); j > 0; j--) {
          some.add(options.get(random.nextInt(options.size())));
        }
        texts.add(some.isEmpty() ? type : type + "[" + String.join(",", some) + "]");
      }
      List<ScratchItem> read = ScratchItem.parseList(String.join(",", texts));
      assertThat(read).as("seed %d", seed).extracting(ScratchItem::text).isEqualTo(texts);
      for (ScratchItem each : read) {
        String alone = each.text().replaceFirst("\\[", ",").replaceFirst("]$", "");
        assertThat(each.spec()).as("seed %d", seed).isEqualTo(ScratchSpec.parse(alone));
      }
    }
  }

  @Test
  void noTextCausesAnythingButARefusal() {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    String letters = "ext4xfs[],=\" sizemount\0/^1";
    for (int round = 0; round < 20_000; round++) {
      StringBuilder text = new StringBuilder(random.nextBoolean() ? "ext4[" : "");
      for (int i = random.nextInt(12); i > 0; i--) {
        text.append(letters.charAt(random.nextInt(letters.length())));
      }
      try {
        assertThat(ScratchItem.parseList(text.toString())).isNotEmpty();
      } catch (ScratchRefused expected) {
        assertThat(expected.mend()).as("seed %d, text %s", seed, text).isNotEmpty();
      }
    }
  }

  private static ScratchItem item(String text, String spec) {
    return new ScratchItem(text, ScratchSpec.parse(spec));
  }
}
