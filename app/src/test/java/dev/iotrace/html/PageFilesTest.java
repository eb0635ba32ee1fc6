package dev.iotrace.html;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class PageFilesTest {
  private static final Path RESOURCES =
      Path.of(System.getProperty("iotrace.root"), "app/src/main/resources/dev/iotrace/html");

  @Test
  void noElementEndsBeforeItsEnd() {
    assertThat(PageFiles.charts() + PageFiles.program())
        .doesNotContainIgnoringCase("</script")
        .doesNotContain("<!--")
        .doesNotContain("\r");
    assertThat(PageFiles.style()).doesNotContainIgnoringCase("</style").doesNotContain("\r");
  }

  @Test
  void everyFileOfThePageIsInIt() throws IOException {
    try (Stream<Path> files = Files.list(RESOURCES)) {
      assertThat(files.filter(file -> file.toString().endsWith(".js")))
          .isNotEmpty()
          .allSatisfy(
              file -> assertThat(PageFiles.program()).contains(Files.readString(file).strip()));
    }
  }

  /// What is put into the document goes there as text.
  @Test
  void programNeverMakesHtmlOrCodeOfText() {
    assertThat(PageFiles.program())
        .doesNotContainPattern("innerHTML|outerHTML|insertAdjacentHTML|document\\.write")
        .doesNotContainPattern("\\beval\\b|new Function|DOMParser|setAttribute\\(\"style\"");
  }

  @Test
  void nothingIsLoaded() {
    String page = PageFiles.skeleton() + PageFiles.style() + PageFiles.program();
    assertThat(page).doesNotContainPattern("https?:|@import|url\\(|\\bfetch\\(|XMLHttpRequest");
    assertThat(PageFiles.skeleton()).doesNotContainPattern("(src|href)=\"[^#]");
  }

  @Test
  void libraryComesWithItsTerms() {
    assertThat(PageFiles.charts()).contains("Licensed to the Apache Software Foundation");
    assertThat(PageFiles.chartsLicence())
        .contains("Apache ECharts", "Apache License", "Mike Bostock");
  }

  @Test
  void everyMarkOfTheSkeletonIsKnown() {
    List<String> parts = List.of(PageFiles.skeleton().split("@@", -1));
    assertThat(parts)
        .contains("POLICY", "STYLE", "DATA", "CHARTS", "PROGRAM", "LICENCE")
        .hasSize(13);
  }
}
