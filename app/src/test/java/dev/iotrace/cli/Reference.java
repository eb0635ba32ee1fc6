package dev.iotrace.cli;

import dev.iotrace.correlate.Cause;
import dev.iotrace.correlate.CausePath;
import dev.iotrace.correlate.Evidence;
import dev.iotrace.correlate.Level;
import dev.iotrace.house.Documents;
import dev.iotrace.layout.Kind;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/// What docs/reference.md says, made of the code: the commands' own help, the constants with what
/// their sources say of them, the schemas.
final class Reference {
  private static final Path MAIN = Path.of("app/src/main");
  private static final String HEAD =
      """
      # Reference

      Made of the code: `ReferenceTest` compares it, and writes it anew with `-Drecord=true`. Do not edit it.

      - [Commands](#commands)
      - [Exit codes](#exit-codes)
      - [Causes](#causes), [paths](#paths), [structures](#structures)
      - [Evidence](#evidence)
      - [JSON](#json)

      ## Commands

      """;

  private Reference() {}

  /// The whole document.
  static String text() {
    return HEAD
        + commands(IoTrace.commandLine()).collect(Collectors.joining())
        + "## Exit codes\n\n"
        + table(List.of("code", "meaning"), rows(ExitCode.meanings()))
        + "## Causes\n\nWhy a request exists: `cause` in reports.\n\n"
        + constants("cause", "correlate/Cause", words(Cause.values(), Cause::word))
        + "## Paths\n\nThrough which part of the kernel it came about: `path` in reports.\n\n"
        + constants("path", "correlate/CausePath", words(CausePath.values(), CausePath::word))
        + "## Structures\n\nWhat stands at a sector: `structure.kind` in reports and `kind` in"
        + " the JSON of explain.\n\n"
        + constants("kind", "layout/Kind", words(Kind.values(), Kind::word))
        + "## Evidence\n\nThe rules that link a request to the writes that caused it. How well a"
        + " link is known:\n\n"
        + constants("level", "correlate/Level", words(Level.values(), Level::word))
        + "The rules, in the order of a chain from write to request:\n\n"
        + list(evidence())
        + "## JSON\n\nOne heading for each schema; the property's place, its type, and what it"
        + " means. `[]` is each element of an array, `?` marks what may be missing.\n\n"
        + schemas();
  }

  private static Stream<String> commands(CommandLine command) {
    String help = command.getUsageMessage(CommandLine.Help.Ansi.OFF);
    String section =
        "### " + command.getCommandSpec().qualifiedName() + "\n\n```\n" + help + "```\n\n";
    return Stream.concat(
        Stream.of(section),
        command.getSubcommands().values().stream()
            .distinct()
            .filter(each -> !each.getCommandName().equals("help"))
            .flatMap(Reference::commands));
  }

  private static Stream<List<String>> rows(Map<String, String> entries) {
    return entries.entrySet().stream().map(each -> List.of(each.getKey(), each.getValue()));
  }

  private static <T extends Enum<T>> Map<String, String> words(
      T[] constants, Function<T, String> word) {
    return Stream.of(constants).collect(Collectors.toMap(Enum::name, word));
  }

  /// The constants of an enum in their order, with the comments of its source.
  private static String constants(String head, String source, Map<String, String> words) {
    String text = Documents.text(MAIN.resolve("java/dev/iotrace/" + source + ".java"));
    Matcher constant =
        Pattern.compile("((?: {2}///.*\\n)*) {2}([A-Z][A-Z0-9_]*)(?=[,;(\\n])").matcher(text);
    Stream<List<String>> rows =
        constant
            .results()
            .filter(each -> words.containsKey(each.group(2)))
            .map(each -> row(words, each.group(2), each.group(1)));
    return table(List.of(head, "meaning"), rows);
  }

  private static List<String> row(Map<String, String> words, String name, String comment) {
    return List.of(code(Objects.requireNonNull(words.get(name))), comment(comment));
  }

  private static String comment(String lines) {
    return lines.replaceAll(" */// ?", " ").replaceAll("\\s+", " ").strip();
  }

  private static Stream<List<String>> evidence() {
    return Stream.of(Evidence.values())
        .map(each -> List.of(each.link(), each.level().word(), each.from()));
  }

  private static String schemas() {
    return Documents.files(MAIN + "/resources/**.schema.json").stream()
        .map(
            file -> {
              JsonNode schema = new ObjectMapper().readTree(Documents.text(file));
              return "### "
                  + schema.get("title").asString()
                  + "\n\n"
                  + schema.get("description").asString()
                  + " ["
                  + file.getFileName()
                  + "](../"
                  + file
                  + ")\n\n"
                  + list(new SchemaProperties(schema).rows());
            })
        .collect(Collectors.joining());
  }

  private static String code(String word) {
    return "`" + word + "`";
  }

  private static String table(List<String> heads, Stream<List<String>> rows) {
    return Stream.concat(
            Stream.of(heads, heads.stream().map(_ -> "---").toList()),
            rows.map(row -> row.stream().map(Reference::cell).toList()))
        .map(row -> "| " + String.join(" | ", row) + " |\n")
        .collect(Collectors.joining("", "", "\n"));
  }

  /// For what is too wide for a table: name, kind and meaning, folded as the other documents are.
  private static String list(Stream<List<String>> items) {
    return items
        .map(item -> "- " + item.get(0) + " (" + item.get(1) + "): " + item.get(2))
        .map(item -> item.strip().replaceAll("(.{1,118})(?: +|$)", "$1\n  ").stripTrailing() + "\n")
        .collect(Collectors.joining("", "", "\n"));
  }

  private static String cell(String text) {
    return text.replace("|", "\\|").strip();
  }
}
