package dev.iotrace.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.iotrace.event.BioQueued;
import dev.iotrace.event.EventsLost;
import dev.iotrace.event.IoEvent;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// `trace.py` with the system's Python, but a module bcc that only plays: it hands over the records
/// of a file, says that three were lost, and sends SIGINT.
class BccProgramTest {
  private static final Path PYTHON = Path.of("/usr/bin/python3");
  private static final Pattern PRINT = Pattern.compile("\\bPRINT(?:_STACK)?\\(\"([^\"]*)\"");

  private static final String PLAYED =
      """
      import ctypes, os, signal

      class BPF:
          def __init__(self, text, cflags):
              print(text, cflags, file=open(os.environ["PLAYED"] + "/program", "w"))

          def __getitem__(self, name):
              return {"records": self, "lost": [ctypes.c_uint64(3)]}[name]

          def open_ring_buffer(self, callback):
              self.callback = callback

          def ring_buffer_poll(self, millis):
              self.records = open(os.environ["PLAYED"] + "/records", "rb").read()
              self.take(len(self.records) // 2)
              os.kill(os.getpid(), signal.SIGINT)

          def ring_buffer_consume(self):
              self.take(0)

          def take(self, least):
              while len(self.records) > least:
                  size = int.from_bytes(self.records[:8], "little")
                  buffer = ctypes.create_string_buffer(self.records[8:8 + size], size)
                  self.records = self.records[8 + size:]
                  assert self.callback(None, ctypes.addressof(buffer), size) == 0

          @staticmethod
          def ksym(address, show_offset=False):
              return b"submit_bio+0x1f" if address == 4096 else b"[unknown]"
      """;

  @TempDir Path directory = Path.of("");

  @BeforeEach
  void theModule() throws IOException {
    assumeTrue(Files.isExecutable(PYTHON), "needs /usr/bin/python3");
    Files.writeString(
        Files.createDirectory(directory.resolve("bcc")).resolve("__init__.py"), PLAYED);
  }

  @ParameterizedTest
  @MethodSource("dev.iotrace.probe.ScriptLinesTest#probes")
  void everyRecordOfAProgramBecomesALineThatIsDecoded(String probe) throws Exception {
    String program = new Bcc(PYTHON).script(probe).text();
    List<String> formats = PRINT.matcher(program).results().map(it -> it.group(1)).toList();
    Decoding decoding = new Decoding();
    run(program, records(formats), "8388608", "8388608", "4167", "0", "0")
        .lines()
        .forEach(decoding::line);

    List<IoEvent> events = decoding.events();
    assertThat(decoding.ready).isEqualTo(List.of(1, 2));
    assertThat(events).hasSize(formats.size() + 1);
    assertThat(events.stream().filter(EventsLost.class::isInstance))
        .singleElement()
        .satisfies(lost -> assertThat(((EventsLost) lost).count()).isEqualTo(3));
    for (IoEvent event : events) {
      if (event instanceof BioQueued bio) {
        assertThat(bio.rwbs().raw()).isEqualTo("FWFSM");
        assertThat(bio.stack()).containsExactly("submit_bio+31", "0x2000");
      }
    }
  }

  @Test
  void parametersAreNumbersOrNothingHappens() throws Exception {
    run("", new byte[0], "1", "2", "3", "4", "5");
    assertThat(Files.readString(directory.resolve("program")))
        .contains("['-DFSDEV=1', '-DDISKDEV=2', '-DTID=3', '-DNOJOURNAL=4', '-DNOCOMPLETE=5', ")
        .endsWith("'-DFSID1=0', '-DFSID2=0', '-DFSID3=0', '-DFSID4=0']\n");

    Files.delete(directory.resolve("program"));
    assertThat(run("", new byte[0], "1", "2", "3; x", "4", "5")).contains("ERROR: invalid literal");
    assertThat(run("", new byte[0], "1")).contains("ERROR: usage");
    assertThat(directory.resolve("program")).doesNotExist();
  }

  /// What it prints, on both streams.
  private String run(String program, byte[] records, String... parameters) throws Exception {
    Files.write(directory.resolve("records"), records);
    List<String> command = new ArrayList<>(new Bcc(PYTHON).command(new ProbeScript("", "")));
    command.remove("-I"); // it would keep the played module out
    command.addAll(List.of(parameters));
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().put("PYTHONPATH", directory.toString());
    builder.environment().put("PYTHONDONTWRITEBYTECODE", "1");
    builder.environment().put("PLAYED", directory.toString());
    Process process = builder.start();
    try (OutputStream stdin = process.getOutputStream()) {
      stdin.write(program.getBytes(StandardCharsets.UTF_8));
    }
    String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).isEqualTo(printed.contains("ERROR") ? 1 : 0);
    return printed;
  }

  /// One record of each format, each after its length.
  private static byte[] records(List<String> formats) throws IOException {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (int i = 0; i < formats.size(); i++) {
      ByteBuffer record = ByteBuffer.allocate(1024).order(ByteOrder.LITTLE_ENDIAN);
      record.putLong(0).putLong(i);
      Matcher place = Pattern.compile("%[a-z]+").matcher(formats.get(i));
      while (place.find()) {
        switch (place.group()) {
          case "%s" -> record.put("FWFSM\0xy\0zzzzzzz".getBytes(StandardCharsets.US_ASCII));
          case "%k" -> record.putLong(4096).putLong(8192).position(record.position() + 14 * 8);
          default -> record.putLong(4);
        }
      }
      record.putLong(0, record.position() - 8);
      all.write(record.array(), 0, record.position());
    }
    return all.toByteArray();
  }
}
