package dev.iotrace.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/// What tests compare with. `-Drecord=true` writes the files anew: review the difference before you
/// commit it.
public final class Golden {
  private static final Path RESOURCES =
      Path.of(System.getProperty("iotrace.root"), "app/src/test/resources");
  private static final List<Locale> LOCALES =
      List.of(Locale.ENGLISH, Locale.GERMANY, Locale.ROOT, Locale.of("tr", "TR"));

  private Golden() {}

  /// What a test makes, again and again the same.
  @FunctionalInterface
  public interface Made {
    String text() throws IOException;
  }

  /// A file or folder among the resources of the tests.
  public static Path path(String name) {
    return RESOURCES.resolve(name);
  }

  /// It is what the file has.
  public static void assertRecorded(Path file, String made) throws IOException {
    if (Boolean.getBoolean("record")) {
      Files.createDirectories(file.getParent());
      Files.writeString(file, made);
    }
    assertThat(made).as("%s", file).isEqualTo(Files.readString(file));
  }

  /// It is what the file has, in every locale.
  public static void assertRecordedInEveryLocale(Path file, Made made) throws IOException {
    assertRecorded(file, made.text());
    assertInEveryLocale(Files.readString(file), made);
  }

  /// It is that in every locale.
  public static void assertInEveryLocale(String expected, Made made) throws IOException {
    assertIn(LOCALES, expected, made);
  }

  /// It is that in these locales.
  public static void assertIn(List<Locale> locales, String expected, Made made) throws IOException {
    Locale before = Locale.getDefault();
    try {
      for (Locale locale : locales) {
        Locale.setDefault(locale);
        assertThat(made.text()).as("locale %s", locale).isEqualTo(expected);
      }
    } finally {
      Locale.setDefault(before);
    }
  }

  /// All that a format writes of a result.
  public static <T> String written(T result, Format<T> format) throws IOException {
    StringWriter out = new StringWriter();
    format.write(result, out);
    return out.toString();
  }
}
