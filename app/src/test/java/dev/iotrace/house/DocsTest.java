package dev.iotrace.house;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilder;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

/// What the documents say of the code is so.
class DocsTest {
  private static final Pattern LINK = Pattern.compile("\\]\\((?!https?:)([^)#]*)(?:#([^)]*))?\\)");
  private static final Pattern HEADING = Pattern.compile("(?m)^#{1,6} (.*)$");
  private static final Pattern CLASS = Pattern.compile("[A-Z]\\w*[a-z]\\w*");

  /// A comment above commands that no test types as they stand, and a test that it names.
  private static final Pattern NOT_RUN = Pattern.compile("<!-- not run: (.*) -->");

  private static final Pattern TEST = Pattern.compile("\\b[A-Z]\\w*(?:IT|Test)\\b");
  private static final String OURS = "dev.iotrace";
  private static final Path ARCHITECTURE = Path.of("ARCHITECTURE.md");

  static List<Path> documents() {
    return Documents.all();
  }

  @ParameterizedTest
  @MethodSource("documents")
  void everyRelativeLinkLeadsSomewhere(Path document) {
    assertThat(links(document)).allSatisfy(link -> assertThat(target(document, link)).exists());
  }

  @ParameterizedTest
  @MethodSource("documents")
  void everyAnchorOfALinkIsAHeading(Path document) {
    assertThat(links(document).stream().filter(link -> link.group(2) != null))
        .allSatisfy(link -> assertThat(anchors(target(document, link))).contains(link.group(2)));
  }

  /// Tables that `./check` has written hold what programs said.
  static Stream<Path> documentsForUsers() {
    return documents().stream()
        .filter(each -> each.startsWith("docs") || each.equals(Path.of("README.md")))
        .filter(each -> !each.endsWith("matrix.md") && !each.endsWith("overhead.md"));
  }

  @ParameterizedTest
  @MethodSource("documentsForUsers")
  void tablesForUsersFitIntoATerminal(Path document) {
    assertThat(Documents.text(document).lines().filter(line -> line.startsWith("|")))
        .allSatisfy(row -> assertThat(row).hasSizeLessThanOrEqualTo(120));
  }

  /// Those of prose: what stands between fences is no link.
  private static List<MatchResult> links(Path document) {
    return LINK.matcher(prose(Documents.text(document))).results().toList();
  }

  private static String prose(String text) {
    return text.replaceAll("(?ms)^```.*?^```$", "");
  }

  private static Path target(Path document, MatchResult link) {
    Path from = Documents.ROOT.resolve(document);
    return link.group(1).isEmpty() ? from : from.resolveSibling(link.group(1));
  }

  /// The anchors that Git forges give the headings: lower case, blanks as hyphens, of punctuation
  /// only hyphens and underscores.
  private static Set<String> anchors(Path document) {
    return HEADING
        .matcher(prose(Documents.text(document)))
        .results()
        .map(heading -> heading.group(1).toLowerCase(Locale.ROOT))
        .map(heading -> heading.replaceAll("[^\\p{L}\\p{N} _-]", "").replace(' ', '-'))
        .collect(Collectors.toSet());
  }

  @ParameterizedTest
  @ValueSource(strings = {"ARCHITECTURE.md", "CONTRIBUTING.md", "docs/glossary.md"})
  void everyClassThatIsNamedExists(String document) {
    Set<String> named = Documents.codeSpans(Documents.text(Path.of(document)));
    named.removeIf(span -> !CLASS.matcher(span).matches());
    assertThat(named).isNotEmpty().isSubsetOf(classes());
  }

  @Test
  void whoRunsABlockInsteadExists() {
    Set<String> named =
        documents().stream()
            .flatMap(document -> NOT_RUN.matcher(Documents.text(document)).results())
            .flatMap(comment -> TEST.matcher(comment.group(1)).results())
            .map(MatchResult::group)
            .collect(Collectors.toSet());
    assertThat(named).isNotEmpty().isSubsetOf(classes());
  }

  private static Set<String> classes() {
    return Documents.files("**/src/*/java/**.java").stream()
        .map(file -> file.getFileName().toString().replace(".java", ""))
        .collect(Collectors.toSet());
  }

  @Test
  void packageTableListsThePackages() throws IOException {
    Path sources = Documents.ROOT.resolve("app/src/main/java/dev/iotrace");
    try (Stream<Path> packages = Files.list(sources)) {
      assertThat(imports().keySet())
          .containsExactlyInAnyOrderElementsOf(
              packages.map(each -> each.getFileName().toString()).toList());
    }
  }

  @Test
  void packageTableSaysWhatTheImportControlAllows() throws Exception {
    assertThat(imports()).isEqualTo(allowed());
  }

  /// The table's: package to what it may import.
  private static Map<String, Set<String>> imports() {
    return Documents.table(Documents.text(ARCHITECTURE), "package").stream()
        .collect(
            Collectors.toMap(
                row -> bare(row.get(0)),
                row ->
                    Stream.of(row.get(2).split(", *"))
                        .map(DocsTest::bare)
                        .filter(name -> !name.isEmpty())
                        .collect(Collectors.toCollection(TreeSet::new))));
  }

  private static String bare(String cell) {
    return cell.replace("`", "");
  }

  /// The import control's, in the table's words: our packages by their last name, all of them as
  /// `all`; what each may import anyway left out.
  private static Map<String, Set<String>> allowed() throws Exception {
    DocumentBuilder parser = DocumentBuilderFactory.newInstance().newDocumentBuilder();
    parser.setEntityResolver((_, _) -> new InputSource(new StringReader("")));
    Element root =
        parser
            .parse(Documents.ROOT.resolve("config/import-control.xml").toFile())
            .getDocumentElement();
    Map<String, Set<String>> allowed = new HashMap<>();
    NodeList packages = root.getElementsByTagName("subpackage");
    for (int i = 0; i < packages.getLength(); i++) {
      Element each = (Element) packages.item(i);
      String name = each.getAttribute("name");
      allowed.put(name, new TreeSet<>());
      NodeList rules = each.getElementsByTagName("allow");
      for (int j = 0; j < rules.getLength(); j++) {
        String imported = ((Element) rules.item(j)).getAttribute("pkg");
        if (!imported.equals(OURS + "." + name) && !imported.equals("java.util")) {
          allowed.get(name).add(imported.equals(OURS) ? "all" : imported.replace(OURS + ".", ""));
        }
      }
    }
    return allowed;
  }
}
