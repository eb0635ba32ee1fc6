package dev.iotrace.scratch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MkfsTest {
  @TempDir Path temporary;

  @ParameterizedTest
  @CsvSource({"ext4, e2fsprogs", "xfs, xfsprogs", "btrfs, btrfs-progs"})
  void missingProgramIsToldWithItsPackage(String type, String packageName) {
    ScratchSpec spec = ScratchSpec.parse(type);
    ScratchRefused refused =
        catchThrowableOfType(
            ScratchRefused.class, () -> Mkfs.find(spec, List.of("", temporary.toString())));
    assertThat(refused.exitCode()).isEqualTo(3);
    assertThat(refused)
        .hasMessage(
            "cannot make a scratch %s: mkfs.%s is not installed; apt-get install %s",
            type, type, packageName);
  }

  @Test
  void firstExecutableOnThePathIsTaken() throws IOException {
    Path good = Files.createDirectory(temporary.resolve("good"));
    Files.createFile(temporary.resolve("mkfs.ext4"));
    Path program = Files.createFile(good.resolve("mkfs.ext4"));
    Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwx------"));
    List<String> path = List.of(temporary.toString(), good.toString());
    assertThat(Mkfs.find(ScratchSpec.parse("ext4"), path).program()).isEqualTo(program);
  }
}
