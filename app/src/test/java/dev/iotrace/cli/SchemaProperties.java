package dev.iotrace.cli;

import dev.iotrace.layout.Kind;
import java.util.List;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/// The properties of a JSON Schema, as far as ours go: objects and arrays within each other.
record SchemaProperties(JsonNode schema) {
  private static final List<String> KINDS = Stream.of(Kind.values()).map(Kind::word).toList();

  /// For each property its place, type and description; those of an object follow it.
  Stream<List<String>> rows() {
    return below("", schema);
  }

  private static Stream<List<String>> below(String place, JsonNode node) {
    if (node.has("items")) {
      return below(place + "[]", node.get("items"));
    }
    List<String> required =
        node.path("required").valueStream().map(each -> each.asString()).toList();
    String prefix = place.isEmpty() ? "" : place + ".";
    return node.path("properties")
        .propertyStream()
        .flatMap(
            each -> {
              String name = prefix + each.getKey();
              String mark = required.contains(each.getKey()) ? "" : "?";
              List<String> own =
                  List.of(
                      "`" + name + "`" + mark,
                      type(each.getValue()),
                      each.getValue().path("description").asString(""));
              return Stream.concat(Stream.of(own), below(name, each.getValue()));
            });
  }

  private static String type(JsonNode node) {
    if (node.has("const")) {
      return "\"" + node.get("const").asString() + "\"";
    }
    if (node.has("$ref")) {
      return node.get("$ref").asString().replaceAll("urn:iotrace:schema:(.*)-", "iotrace-$1/");
    }
    JsonNode choices = node.has("enum") ? node.get("enum") : node.path("type");
    List<String> words = choices.valueStream().map(each -> each.asString()).toList();
    if (words.equals(KINDS)) {
      return "one of the [structures](#structures)";
    }
    return choices.isArray() ? String.join(", ", words) : choices.asString("");
  }
}
