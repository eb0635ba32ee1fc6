package dev.iotrace.copy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.OptionalLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class CopierTest {
  private static final int BYTES = (40 << 20) + 1;

  @TempDir Path directory;
  private Path source;
  private Path target;

  @BeforeEach
  void source() throws Exception {
    source = Files.write(directory.resolve("source"), new byte[BYTES]);
    target = directory.resolve("target");
  }

  private static CopyResult run(CopySpec spec) {
    return Copier.run(spec, (bytes, of) -> true);
  }

  private CopySpec spec(boolean verify, boolean sync, Advice advice) {
    return new CopySpec(
        source,
        target,
        Strategy.READ_WRITE_16,
        advice,
        Preallocation.NONE,
        false,
        verify,
        sync,
        false,
        OptionalLong.empty());
  }

  @Test
  void intoADirectoryItGoesUnderTheSourcesName() throws Exception {
    Path into = Files.createDirectory(directory.resolve("into"));
    CopyResult result = run(CopySpec.of(source, into, Strategy.AUTO));
    assertThat(result.destination()).isEqualTo(into.resolve("source")).exists();
  }

  @Test
  void permissionsAreTheSourcesWithoutSetUserId() throws Exception {
    Files.setPosixFilePermissions(source, PosixFilePermissions.fromString("r-x------"));
    run(CopySpec.of(source, target, Strategy.AUTO));
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(target)))
        .isEqualTo("r-x------");
  }

  @Test
  void linkInPlaceOfTheTargetIsNotWrittenThrough() throws Exception {
    Path elsewhere = Files.writeString(directory.resolve("elsewhere"), "precious");
    Files.createSymbolicLink(target, elsewhere);
    assertThatThrownBy(() -> run(CopySpec.of(source, target, Strategy.AUTO)))
        .isInstanceOf(CopyRefused.class);
    assertThat(elsewhere).hasContent("precious");
  }

  @Test
  void danglingLinkInPlaceOfTheTargetMakesNoFileElsewhere() throws Exception {
    Path elsewhere = directory.resolve("elsewhere");
    Files.createSymbolicLink(target, elsewhere);
    assertThatThrownBy(() -> run(CopySpec.of(source, target, Strategy.AUTO)))
        .isInstanceOf(CopyRefused.class);
    assertThat(elsewhere).doesNotExist();
  }

  @Test
  void comparisonFindsTheFirstByteThatDiffers() throws Exception {
    CopyResult equal = run(spec(true, true, Advice.NONE));
    assertThat(equal.comparison().orElseThrow().firstDifference()).isEmpty();
    assertThat(equal.syncNs()).isPositive();
    Files.delete(target);
    CopyResult different =
        Copier.run(
            spec(true, false, Advice.NONE),
            (bytes, of) -> {
              if (bytes > 30_000_000) {
                overwrite(20_000_000);
              }
              return true;
            });
    assertThat(different.comparison().orElseThrow().firstDifference()).hasValue(20_000_000);
    assertThat(different.differs()).isTrue();
  }

  private void overwrite(long offset) {
    try (RandomAccessFile file = new RandomAccessFile(source.toFile(), "rw")) {
      file.seek(offset);
      file.write(1);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @ParameterizedTest
  @EnumSource(Advice.class)
  void everyAdviceIsTaken(Advice advice) throws Exception {
    assertThat(run(spec(false, false, advice)).complete()).isTrue();
    assertThat(Cmp.of(source, target)).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(value = Strategy.class, mode = EnumSource.Mode.EXCLUDE, names = "REFLINK")
  void reserveThatIsNotThereLeavesAnEmptyFileAndASentence(Strategy strategy) throws Exception {
    long free = Files.getFileStore(directory).getUsableSpace();
    CopyResult result = run(CopySpec.of(source, target, strategy).reserving(free + (1L << 40)));
    assertThat(result.stopped().orElseThrow()).hasMessageContaining("of --reserve; " + target);
    assertThat(result.stopped().orElseThrow().exitCode()).isEqualTo(5);
    assertThat(target).isEmptyFile();
  }
}
