package dev.iotrace.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassFile.ClassHierarchyResolverOption;
import java.lang.classfile.ClassFile.StackMapsOption;
import java.lang.classfile.ClassFileVersion;
import java.lang.classfile.ClassHierarchyResolver;
import java.lang.classfile.ClassModel;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.CodeTransform;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Collections;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.jspecify.annotations.Nullable;

/// Gives the classes of a library the form of Java 8.
///
/// An AOT cache takes no class older than Java 6 (`SystemDictionaryShared::check_for_exclusion`,
/// src/hotspot/share/classfile/systemDictionaryShared.cpp), nor one that depends on it. picocli is
/// compiled for Java 5, so that all of it would be read and verified at each start. What newer
/// classes have beside another number is a stack map for each method.
final class NewerClasses {
  private static final String CLASS = ".class";

  private final ZipFile jar;
  private final ClassFile classFile;

  private NewerClasses(ZipFile jar) {
    this.jar = jar;
    ClassHierarchyResolver classes =
        ClassHierarchyResolver.ofResourceParsing(
                it -> entry(it.descriptorString().replaceAll("^L|;$", "") + CLASS))
            .orElse(ClassHierarchyResolver.defaultResolver());
    this.classFile =
        ClassFile.of(StackMapsOption.GENERATE_STACK_MAPS, ClassHierarchyResolverOption.of(classes));
  }

  /// @param args the jar, which is replaced when all is well
  static void main(String... args) throws IOException {
    Path old = Path.of(args[0]);
    Path made = old.resolveSibling(old.getFileName() + ".new");
    rewrite(old, made);
    Files.move(made, old, StandardCopyOption.ATOMIC_MOVE);
  }

  /// Writes a copy of the jar with newer classes; what else is in it stays as it is.
  static void rewrite(Path from, Path to) throws IOException {
    try (ZipFile jar = new ZipFile(from.toFile());
        ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(to))) {
      NewerClasses newer = new NewerClasses(jar);
      for (ZipEntry entry : Collections.list(jar.entries())) {
        out.putNextEntry(new ZipEntry(entry.getName()));
        newer.copy(entry, out);
        out.closeEntry();
      }
    }
  }

  private void copy(ZipEntry entry, OutputStream out) throws IOException {
    byte[] bytes;
    try (InputStream in = jar.getInputStream(entry)) {
      bytes = in.readAllBytes();
    }
    out.write(entry.getName().endsWith(CLASS) ? newer(bytes) : bytes);
  }

  private byte[] newer(byte[] bytes) {
    ClassModel old = classFile.parse(bytes);
    if (old.majorVersion() >= ClassFile.JAVA_6_VERSION) {
      return bytes;
    }
    ClassTransform version =
        (builder, element) -> {
          if (element instanceof ClassFileVersion) {
            builder.withVersion(ClassFile.JAVA_8_VERSION, 0);
          } else {
            builder.with(element);
          }
        };
    // A method whose code is merely handed on is copied as it is, without a stack map.
    CodeTransform anew =
        CodeTransform.ofStateful(() -> (builder, element) -> builder.with(element));
    return classFile.transformClass(
        old, version.andThen(ClassTransform.transformingMethodBodies(anew)));
  }

  private @Nullable InputStream entry(String name) {
    ZipEntry entry = jar.getEntry(name);
    try {
      return entry == null ? null : jar.getInputStream(entry);
    } catch (IOException unreadable) {
      return null;
    }
  }
}
