package dev.iotrace.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.iotrace.explain.Explanation;
import dev.iotrace.house.Documents;
import dev.iotrace.layout.SampleImage;
import dev.iotrace.layout.SampleXfs;
import dev.iotrace.report.Schema;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExplainCommandTest {
  private static final Schema SCHEMA = Schema.named("iotrace-explain-1");
  private static final String SHOWN = Documents.text(Path.of("docs/commands.md"));

  @TempDir Path directory = Path.of("");
  private Path image = Path.of("");

  @BeforeEach
  void unpack() throws IOException {
    image = SampleImage.read(SampleImage.EXT4).writeTo(directory.resolve("disk.img"));
  }

  private CommandRun explain(String... arguments) {
    String[] all = new String[arguments.length + 3];
    all[0] = "explain";
    all[1] = "--image";
    all[2] = image.toString();
    System.arraycopy(arguments, 0, all, 3, arguments.length);
    return CommandRun.of(all);
  }

  @Test
  void sampleInTheDocumentsIsWhatTheCommandAboveItGives() {
    String command = SHOWN.substring(SHOWN.indexOf("explain --image disk.img --sector "));
    String sectors = command.split("\\s+")[4];
    CommandRun run = explain("--sector", sectors);
    assertThat(run.exitCode()).isZero();
    assertThat(SHOWN).contains("```\n" + run.out() + "```\n");
    assertThat(run.err()).contains("its journal may hold newer blocks than those in place");
  }

  @Test
  void sampleOfXfsInTheDocumentsIsWhatTheCommandAboveItGives() throws IOException {
    Path xfs = SampleXfs.read().writeTo(directory.resolve("xfs.img"));
    String command = SHOWN.substring(SHOWN.indexOf("explain --image xfs.img --sector "));
    CommandRun run =
        CommandRun.of("explain", "--image", xfs.toString(), "--sector", command.split("\\s+")[4]);
    assertThat(run.err()).isEmpty();
    assertThat(SHOWN).contains("```\n" + run.out() + "```\n");
  }

  @Test
  void everyLineFitsIntoEightyColumns() {
    assertThat(explain("--block", allBlocks()).out().lines())
        .allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(80));
  }

  @Test
  void everyAnswerIsValid() {
    String json = explain("--json", "--block", allBlocks()).out();
    assertThat(SCHEMA.complaints(json)).isEmpty();
    assertThat(SCHEMA.complaints(json.replace("\"file_data\"", "\"data\""))).isNotEmpty();
  }

  @Test
  void schemaAndRecordsHaveTheSamePropertiesInTheSameOrder() {
    SCHEMA.assertDescribesEntries(Explanation.class);
  }

  @Test
  void answersStandInTheOrderAsked() {
    assertThat(explain("--json", "--sector", "5,2,5", "--sector", "0").out().lines())
        .hasSize(6)
        .satisfiesExactly(
            open -> assertThat(open).isEqualTo("["),
            line -> assertThat(line).startsWith("  {\"sector\":5,\"block\":2,"),
            line -> assertThat(line).startsWith("  {\"sector\":2,\"block\":1,"),
            line -> assertThat(line).startsWith("  {\"sector\":5,\"block\":2,"),
            line -> assertThat(line).startsWith("  {\"sector\":0,\"block\":0,").endsWith("}"),
            close -> assertThat(close).isEqualTo("]"));
  }

  @Test
  void inADiskWithPartitionsSectorsCountFromItsBeginning() throws IOException {
    Path disk = directory.resolve("whole.img");
    byte[] bytes = new byte[(1 << 20) + Math.toIntExact(Files.size(image))];
    System.arraycopy(Files.readAllBytes(image), 0, bytes, 1 << 20, bytes.length - (1 << 20));
    Files.write(disk, bytes);
    String partition = explain("--json", "--sector", "2,160,2260").out();
    CommandRun whole =
        CommandRun.of(
            ("explain --json --offset 1m --sector 2050,2208,4308 --image " + disk).split(" "));
    assertThat(whole.out().replaceAll("\"sector\":\\d+", ""))
        .isEqualTo(partition.replaceAll("\"sector\":\\d+", ""));
    assertThat(explain("--json", "--block", "1,80,1130").out()).isEqualTo(partition);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--sector 16384 | sector 16384 is not in its file system; name sectors from 0 to 16383",
        "--sector=-1 | sector -1 is not in its file system",
        "--block 8192 | sector 16384 is not in its file system",
        "--block 9223372036854775807 | is not in its file system",
        "--offset 7 --block 1 | it is no multiple of 512",
        "--offset 1t --block 1 | there is no superblock",
        "--offset 512 --block 1 | there is no superblock",
        "--block 1 --sector 1 | mutually exclusive",
      })
  void whatCannotBeIsRefused(String options, String why) {
    CommandRun run = explain(options.split(" "));
    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).contains(why).hasLineCount(1);
    assertThat(run.out()).isEmpty();
  }

  @Test
  void onlyARegularFileIsAnImageAndOnlyABlockDeviceADevice() throws IOException {
    Path link = Files.createSymbolicLink(directory.resolve("link"), image);
    assertThat(CommandRun.of("explain", "--block", "1", "--image", link.toString()))
        .satisfies(run -> assertThat(run.exitCode()).isEqualTo(2))
        .satisfies(run -> assertThat(run.err()).contains("it is no regular file"));
    assertThat(CommandRun.of("explain", "--block", "1", "--device", image.toString()))
        .satisfies(run -> assertThat(run.exitCode()).isEqualTo(2))
        .satisfies(run -> assertThat(run.err()).contains("it is no block device"));
    assertThat(CommandRun.of("explain", "--block", "1", "--image", directory + "/none"))
        .satisfies(run -> assertThat(run.exitCode()).isEqualTo(2))
        .satisfies(run -> assertThat(run.err()).contains("there is no such file"));
  }

  private static String allBlocks() {
    return LongStream.range(0, 8192).mapToObj(Long::toString).collect(Collectors.joining(","));
  }
}
