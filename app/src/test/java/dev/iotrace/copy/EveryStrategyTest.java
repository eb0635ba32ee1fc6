package dev.iotrace.copy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// Every strategy but reflink, which most file systems cannot.
class EveryStrategyTest {
  private static final int BLOCK = 4096;
  private static final int LONG = 40 * BLOCK * 256 + 777;

  @TempDir Path directory;
  private Path source;
  private Path target;

  @BeforeEach
  void names() {
    source = directory.resolve("source");
    target = directory.resolve("target");
  }

  static Stream<Strategy> strategies() {
    return Arrays.stream(Strategy.values()).filter(it -> it != Strategy.REFLINK);
  }

  static Stream<Arguments> strategiesAndSizes() {
    List<Integer> sizes = List.of(0, 1, BLOCK - 1, BLOCK, BLOCK + 1, LONG);
    return strategies().flatMap(it -> sizes.stream().map(size -> Arguments.of(it, size)));
  }

  private CopyResult copy(CopySpec spec) {
    return Copier.run(spec, (bytes, of) -> true);
  }

  private CopySpec spec(Strategy strategy) {
    return CopySpec.of(source, target, strategy);
  }

  private void fill(int bytes) throws IOException {
    byte[] content = new byte[bytes];
    new Random(bytes).nextBytes(content);
    Files.write(source, content);
  }

  @ParameterizedTest
  @MethodSource("strategiesAndSizes")
  void copiesEveryByte(Strategy strategy, int bytes) throws Exception {
    fill(bytes);
    CopyResult result = copy(spec(strategy));
    assertThat(Cmp.of(source, target)).isEmpty();
    assertThat(result.complete()).isTrue();
    assertThat(result.bytes()).isEqualTo(bytes);
  }

  @ParameterizedTest
  @MethodSource("strategies")
  void copiesEveryByteIntoWhatIsPreallocated(Strategy strategy) throws Exception {
    fill(LONG);
    for (Preallocation each : Preallocation.values()) {
      copy(spec(strategy).with(each));
      assertThat(Cmp.of(source, target)).as(each.name()).isEmpty();
      Files.delete(target);
    }
  }

  @ParameterizedTest
  @MethodSource("strategies")
  void holesAreCopiedAsZerosUnlessTheyAreToBeKept(Strategy strategy) throws Exception {
    try (RandomAccessFile file = new RandomAccessFile(source.toFile(), "rw")) {
      file.setLength(64 << 20);
      file.seek(20 << 20);
      file.write(new byte[] {1, 2, 3});
      file.seek(50_000_000);
      file.write(new byte[] {4});
    }
    assertThat(copy(spec(strategy)).holeBytes()).isZero();
    assertThat(Cmp.of(source, target)).isEmpty();
    Files.delete(target);
    assertThat(copy(spec(strategy).keepingHoles()).holeBytes()).isGreaterThan(66_000_000);
    assertThat(Cmp.of(source, target)).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("strategies")
  void sourceThatGrowsIsCopiedAsLongAsItWas(Strategy strategy) throws Exception {
    fill(LONG);
    CopyResult result =
        Copier.run(
            spec(strategy),
            (bytes, of) -> {
              append("later");
              return true;
            });
    assertThat(result.complete()).isTrue();
    assertThat(Files.size(target)).isEqualTo(LONG);
    assertThat(Files.size(source)).isGreaterThan(LONG);
    assertThat(Cmp.of(source, target, "--bytes=" + LONG)).isEmpty();
  }

  private void append(String text) {
    try {
      Files.writeString(source, text, StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  static Stream<Arguments> strategiesAndCuts() {
    List<Integer> cuts = List.of(0, 1, BLOCK + 1, 5_000_000, 8 * BLOCK * 256, LONG - 1);
    return strategies().flatMap(it -> cuts.stream().map(cut -> Arguments.of(it, cut)));
  }

  @ParameterizedTest
  @MethodSource("strategiesAndCuts")
  void sourceThatShrinksEndsTheCopyWithItsFirstBytes(Strategy strategy, int cut) throws Exception {
    fill(LONG);
    CopyResult result =
        Copier.run(
            spec(strategy),
            (bytes, of) -> {
              shorten(cut);
              return true;
            });
    assertThat(result.complete()).isFalse();
    assertThat(result.stopped().orElseThrow().exitCode()).isEqualTo(5);
    assertThat(result.stopped().orElseThrow().why()).contains("was cut to");
    assertThat(result.bytes()).isEqualTo(Files.size(target)).isLessThanOrEqualTo(cut);
    assertThat(Cmp.of(source, target, "--bytes=" + result.bytes())).isEmpty();
  }

  private void shorten(int bytes) {
    try (RandomAccessFile file = new RandomAccessFile(source.toFile(), "rw")) {
      file.setLength(bytes);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @ParameterizedTest
  @MethodSource("strategies")
  void interruptedCopyHoldsTheFirstBytes(Strategy strategy) throws Exception {
    fill(LONG);
    CopyResult result = Copier.run(spec(strategy), (bytes, of) -> bytes < 2 * BLOCK * 256);
    assertThat(result.interrupted()).isTrue();
    assertThat(result.complete()).isFalse();
    assertThat(result.bytes()).isEqualTo(Files.size(target)).isBetween(1L << 21, LONG - 1L);
    assertThat(Cmp.of(source, target, "--bytes=" + result.bytes())).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("strategies")
  void sourceIsNeverItsOwnTarget(Strategy strategy) throws Exception {
    fill(BLOCK);
    Path hardLink = Files.createLink(directory.resolve("hard"), source);
    Path link = Files.createSymbolicLink(directory.resolve("link"), source);
    for (Path each : List.of(source, hardLink, link)) {
      CopySpec forced = withForce(CopySpec.of(source, each, strategy));
      assertThatThrownBy(() -> copy(forced))
          .isInstanceOf(CopyRefused.class)
          .hasMessageContaining("they are one file");
      CopySpec fromLink = withForce(CopySpec.of(link, each, strategy));
      assertThatThrownBy(() -> copy(fromLink)).isInstanceOf(CopyRefused.class);
    }
    assertThat(Files.size(source)).isEqualTo(BLOCK);
    assertThat(link).isSymbolicLink();
  }

  private static CopySpec withForce(CopySpec spec) {
    return new CopySpec(
        spec.source(),
        spec.destination(),
        spec.strategy(),
        spec.advice(),
        spec.preallocation(),
        spec.sparse(),
        spec.verify(),
        spec.sync(),
        true,
        spec.reserveBytes());
  }

  @ParameterizedTest
  @MethodSource("strategies")
  void existingTargetIsReplacedOnlyByForce(Strategy strategy) throws Exception {
    fill(BLOCK + 1);
    Files.writeString(target, "precious");
    Path otherName = Files.createLink(directory.resolve("other"), target);
    assertThatThrownBy(() -> copy(spec(strategy)))
        .isInstanceOf(CopyRefused.class)
        .hasMessageContaining("--force");
    assertThat(target).hasContent("precious");
    copy(withForce(spec(strategy)));
    assertThat(Cmp.of(source, target)).isEmpty();
    assertThat(otherName).hasContent("precious");
  }
}
