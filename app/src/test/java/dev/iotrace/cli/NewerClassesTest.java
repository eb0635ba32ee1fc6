package dev.iotrace.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.classfile.ClassFile;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class NewerClassesTest {
  @TempDir Path directory = Path.of("");

  private Path old = Path.of("");
  private Path made = Path.of("");

  @BeforeEach
  void picocli() throws Exception {
    old = Path.of(CommandLine.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    made = directory.resolve("picocli.jar");
    NewerClasses.rewrite(old, made);
  }

  /// The oracle is the JVM's verifier, which accepts no newer class without its stack maps.
  @Test
  void theJvmAcceptsAllClassesOfPicocliInTheirNewerForm() throws Exception {
    Set<String> names = classes(made);
    assertThat(names).isEqualTo(classes(old)).hasSizeGreaterThan(200);
    URL[] jar = {made.toUri().toURL()};
    try (URLClassLoader loader = new URLClassLoader(jar, ClassLoader.getPlatformClassLoader())) {
      for (String name : names) {
        String type = name.replace(".class", "").replace('/', '.');
        assertThat(Class.forName(type, true, loader).getClassLoader()).isSameAs(loader);
      }
    }
  }

  @Test
  void noneIsTooOldForAnAotCacheThen() throws Exception {
    assertThat(versions(old)).allMatch(version -> version < ClassFile.JAVA_6_VERSION);
    assertThat(versions(made)).allMatch(version -> version >= ClassFile.JAVA_6_VERSION);
  }

  private static Set<String> classes(Path jar) throws IOException {
    try (ZipFile zip = new ZipFile(jar.toFile())) {
      return zip.stream()
          .map(ZipEntry::getName)
          .filter(name -> name.startsWith("picocli/") && name.endsWith(".class"))
          .collect(Collectors.toCollection(TreeSet::new));
    }
  }

  private static Set<Integer> versions(Path jar) throws IOException {
    Set<Integer> versions = new TreeSet<>();
    try (ZipFile zip = new ZipFile(jar.toFile())) {
      for (String name : classes(jar)) {
        try (InputStream in = zip.getInputStream(zip.getEntry(name))) {
          DataInputStream data = new DataInputStream(in);
          data.readInt(); // magic
          data.readUnsignedShort(); // minor version
          versions.add(data.readUnsignedShort());
        }
      }
    }
    return versions;
  }
}
