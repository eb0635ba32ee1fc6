package dev.iotrace.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// A JSON Schema that is shipped.
public record Schema(String text) {
  /// By the name of its file.
  public static Schema named(String name) {
    try (InputStream in = Report.class.getResourceAsStream(name + ".schema.json")) {
      return new Schema(
          new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  /// It has the properties of these records, in the same order, each described.
  public void assertDescribes(Class<? extends Record> type) {
    assertSame("$", type, JsonMapper.shared().readTree(text));
  }

  /// The same of a document that is an array of records.
  public void assertDescribesEntries(Class<? extends Record> type) {
    assertSame("$[]", type, JsonMapper.shared().readTree(text).get("items"));
  }

  /// What is wrong with this document.
  public List<?> complaints(String json) {
    return SchemaRegistry.withDefaultDialect(
            SpecificationVersion.DRAFT_2020_12, it -> it.schemas(id -> referred(id).text))
        .getSchema(text)
        .validate(json, InputFormat.JSON);
  }

  /// By the identifier that one has for another to refer to it.
  private static Schema referred(String id) {
    return named(id.replace("urn:iotrace:schema:", "iotrace-"));
  }

  private static void assertSame(String path, Class<?> type, JsonNode schema) {
    JsonNode properties = schema.get("properties");
    List<String> names = Arrays.stream(type.getRecordComponents()).map(Schema::key).toList();
    assertThat(new ArrayList<>(properties.propertyNames())).as(path).isEqualTo(names);
    List<String> always =
        Arrays.stream(type.getRecordComponents())
            .filter(it -> !it.getAccessor().isAnnotationPresent(JsonInclude.class))
            .map(Schema::key)
            .toList();
    assertThat(schema.get("required").values().stream().map(JsonNode::asString))
        .as("%s required", path)
        .isEqualTo(always);
    assertThat(schema.get("additionalProperties").asBoolean(true)).as(path).isFalse();
    for (RecordComponent component : type.getRecordComponents()) {
      String inner = path + "." + key(component);
      JsonNode property = properties.get(key(component));
      assertThat(property.path("description").asString("")).as(inner).isNotEmpty();
      Class<?> content = content(component.getGenericType());
      if (property.has("$ref")) {
        referred(property.get("$ref").asString()).assertDescribes(content.asSubclass(Record.class));
      } else if (content.isRecord()) {
        assertSame(inner, content, Objects.requireNonNullElse(property.get("items"), property));
      } else if (content.isEnum()) {
        assertThat(words(content)).as(inner).containsAll(allowed(property));
      }
    }
  }

  /// What a list is made of, or the type itself.
  private static Class<?> content(Type type) {
    if (type instanceof ParameterizedType list && list.getRawType() == List.class) {
      return (Class<?>) list.getActualTypeArguments()[0];
    }
    return type instanceof Class<?> plain ? plain : Object.class;
  }

  private static String key(RecordComponent component) {
    return component.getName().replaceAll("(?=[A-Z])", "_").toLowerCase(Locale.ROOT);
  }

  private static List<String> words(Class<?> type) {
    return Arrays.stream(type.getEnumConstants())
        .map(constant -> Words.of((Enum<?>) constant))
        .toList();
  }

  private static List<String> allowed(JsonNode property) {
    return property.path("enum").values().stream().map(JsonNode::asString).toList();
  }
}
