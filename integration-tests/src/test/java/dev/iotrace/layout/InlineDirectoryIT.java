package dev.iotrace.layout;

import static org.assertj.core.api.Assertions.assertThat;

import dev.iotrace.RealKernel;
import dev.iotrace.registry.Registry;
import dev.iotrace.registry.Run;
import dev.iotrace.scratch.Scratch;
import dev.iotrace.scratch.ScratchSpec;
import dev.iotrace.scratch.SystemRemover;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Directories that stand in their inode, some of their entries among its attributes: mke2fs -d
/// makes none of those, the kernel does. Oracle: debugfs ncheck.
class InlineDirectoryIT {
  private static final long FIRST_FILE = 12;

  @TempDir Path temporary = Path.of("");

  @BeforeAll
  static void needsRoot() throws Exception {
    RealKernel.assumeRoot();
  }

  @Test
  void filesInThemHaveTheirPaths() throws Exception {
    Path root = temporary.toRealPath();
    Run run = Registry.open(root.resolve("run"), new SystemRemover()).begin();
    try {
      ScratchSpec spec =
          ScratchSpec.parse("ext4,size=64m,dir=" + root + ",mkfs=-O inline_data -I 512");
      Scratch scratch = Scratch.create(spec, run);
      Path folder = Files.createDirectory(scratch.mountPoint().resolve("folder"));
      for (int i = 0; i < 17; i++) {
        Files.write(folder.resolve("f" + i), new byte[5000]);
      }
      RealKernel.run("sync", "--file-system", scratch.mountPoint().toString());
      DebugFs debugFs = new DebugFs(scratch.device());
      assertThat(debugFs.request("stat /folder")).contains("Size of inline data: 3");
      Map<Long, String> paths = paths(scratch.device());
      assertThat(paths).hasSizeGreaterThanOrEqualTo(17);
      Map<Long, Set<String>> expected = debugFs.ncheck(paths.keySet());
      paths.forEach((inode, path) -> assertThat(expected.get(inode)).contains(path));
      assertThat(paths.values()).contains("/folder/f0", "/folder/f16");
    } finally {
      assertThat(run.end()).isEmpty();
    }
  }

  private static Map<Long, String> paths(Path device) throws Damaged {
    Map<Long, String> paths = new TreeMap<>();
    try (Image image = Image.ofDevice(device, 0)) {
      Layout layout = Layout.open(image);
      for (Structure each : layout.at(LongStream.range(0, layout.blocks()).boxed().toList())) {
        if (each.kind() == Kind.FILE_DATA && each.inode() != null && each.inode() >= FIRST_FILE) {
          paths.put(each.inode(), String.valueOf(each.path()));
        }
      }
    }
    return paths;
  }
}
