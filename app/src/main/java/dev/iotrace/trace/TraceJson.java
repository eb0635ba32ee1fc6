package dev.iotrace.trace;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonValue;
import com.fasterxml.jackson.annotation.Nulls;
import dev.iotrace.event.BioQueued;
import dev.iotrace.event.BufferInvalidated;
import dev.iotrace.event.DeviceNumber;
import dev.iotrace.event.IoEvent;
import dev.iotrace.event.PageDirtied;
import dev.iotrace.event.PageRange;
import dev.iotrace.event.Rwbs;
import dev.iotrace.event.SectorRange;
import dev.iotrace.event.StructureFound;
import dev.iotrace.event.Syscall;
import dev.iotrace.event.TraceHeader;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonWriteFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.jsontype.NamedType;

/// How the values of [dev.iotrace.event] look in a trace file: by the components' own names, so
/// that a new kind of event needs nothing here.
final class TraceJson {
  static final String SCHEMA = TraceHeader.SCHEMA;
  static final String SCHEMA_KEY = "schema";
  static final String EVENT_KEY = "event";
  static final String FOOTER_KEY = "footer";

  /// Every kind of event by the word that stands for it.
  static final Map<String, Class<?>> KINDS =
      leaves(IoEvent.class).collect(Collectors.toUnmodifiableMap(TraceJson::word, kind -> kind));

  /// Reads one kind at a time; the caller has read the `event` key.
  static final JsonMapper READING = builder().build();

  /// Writes the `event` key first.
  static final JsonMapper WRITING =
      builder()
          .addMixIn(IoEvent.class, EventForm.class)
          .registerSubtypes(
              KINDS.entrySet().stream()
                  .map(kind -> new NamedType(kind.getValue(), kind.getKey()))
                  .toArray(NamedType[]::new))
          .build();

  private TraceJson() {}

  /// `BioQueued` is `bio_queued`.
  static String word(Class<?> kind) {
    return kind.getSimpleName().replaceAll("(?<=[a-z])(?=[A-Z])", "_").toLowerCase(Locale.ROOT);
  }

  private static Stream<Class<?>> leaves(Class<?> type) {
    return type.isSealed()
        ? Stream.of(type.getPermittedSubclasses()).flatMap(TraceJson::leaves)
        : Stream.of(type);
  }

  /// What is missing is an error, what is unknown is skipped. All beyond ASCII is escaped, so that
  /// lone surrogates survive and a terminal that shows the file is not driven by it.
  private static JsonMapper.Builder builder() {
    return JsonMapper.builder()
        .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
        .enable(JsonWriteFeature.ESCAPE_NON_ASCII)
        .disable(StreamReadFeature.AUTO_CLOSE_SOURCE)
        .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
        .disable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
        .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
        .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
        .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
        .addMixIn(TraceHeader.Tool.class, HeaderToolForm.class)
        .addMixIn(TraceHeader.Device.class, HeaderDeviceForm.class)
        .addMixIn(TraceHeader.Layer.class, HeaderLayerForm.class)
        .addMixIn(TraceHeader.Workload.class, HeaderWorkloadForm.class)
        .addMixIn(BioQueued.class, BioForm.class)
        .addMixIn(PageDirtied.class, PageForm.class)
        .addMixIn(BufferInvalidated.class, BufferForm.class)
        .addMixIn(StructureFound.class, StructureForm.class)
        .addMixIn(DeviceNumber.class, DeviceForm.class)
        .addMixIn(Rwbs.class, RwbsForm.class)
        .addMixIn(SectorRange.class, SectorsForm.class)
        .addMixIn(Syscall.class, SyscallForm.class);
  }

  @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = EVENT_KEY)
  private interface EventForm {}

  /// Traces of older versions do not say it.
  private abstract static class HeaderToolForm {
    @JsonSetter(nulls = Nulls.AS_EMPTY)
    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    abstract String causesProbe();
  }

  /// Traces of older versions do not say it.
  private abstract static class HeaderLayerForm {
    @JsonSetter(nulls = Nulls.AS_EMPTY)
    abstract int copies();
  }

  /// Traces of older versions do not say it.
  private abstract static class HeaderWorkloadForm {
    @JsonSetter(nulls = Nulls.AS_EMPTY)
    @JsonInclude(JsonInclude.Include.NON_DEFAULT)
    abstract boolean tree();
  }

  /// Traces of older versions, and those of a plain disk, have no layers.
  private abstract static class HeaderDeviceForm {
    @JsonSetter(nulls = Nulls.AS_EMPTY)
    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    abstract List<TraceHeader.Layer> layers();
  }

  /// Left out where it is not told.
  private abstract static class PageForm {
    @JsonSetter(nulls = Nulls.AS_EMPTY)
    @JsonInclude(JsonInclude.Include.NON_DEFAULT)
    abstract long fromByte();
  }

  /// Traces of older versions do not say it.
  private abstract static class BufferForm {
    @JsonSetter(nulls = Nulls.AS_EMPTY)
    abstract int count();
  }

  /// Pages are left out where they are not known.
  private abstract static class BioForm {
    @JsonSetter(nulls = Nulls.AS_EMPTY)
    @JsonInclude(JsonInclude.Include.NON_ABSENT)
    abstract Optional<PageRange> pages();
  }

  /// What makes no sense for its kind is left out.
  @JsonInclude(JsonInclude.Include.NON_ABSENT)
  private abstract static class StructureForm {
    @JsonSetter(nulls = Nulls.AS_EMPTY)
    abstract Optional<Long> inode();

    @JsonSetter(nulls = Nulls.AS_EMPTY)
    abstract Optional<String> path();

    @JsonSetter(nulls = Nulls.AS_EMPTY)
    abstract Optional<Long> fileOffset();

    @JsonSetter(nulls = Nulls.AS_EMPTY)
    abstract Optional<Long> group();

    @JsonSetter(nulls = Nulls.AS_EMPTY)
    abstract Optional<Long> transaction();

    @JsonSetter(nulls = Nulls.AS_EMPTY)
    abstract Optional<Long> homeSector();
  }

  /// `"7:0"`.
  private abstract static class DeviceForm {
    @JsonCreator
    static DeviceNumber parse(String text) {
      return DeviceNumber.parse(text);
    }

    @Override
    @JsonValue
    public abstract String toString();
  }

  /// `"FWFSM"`.
  private abstract static class RwbsForm {
    @JsonCreator
    static Rwbs parse(String raw) {
      return Rwbs.parse(raw);
    }

    @JsonValue
    abstract String raw();
  }

  /// `[264, 8]`: first sector and how many.
  @JsonFormat(shape = JsonFormat.Shape.ARRAY)
  @JsonPropertyOrder({"start", "count"})
  private abstract static class SectorsForm {}

  /// `"pwritev2"`.
  private abstract static class SyscallForm {
    @JsonCreator
    static Syscall of(String word) {
      return Syscall.of(word);
    }

    @JsonValue
    abstract String word();
  }
}
