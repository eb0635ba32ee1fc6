package dev.iotrace.trace;

import dev.iotrace.event.DeviceNumber;
import dev.iotrace.event.IoEvent;
import dev.iotrace.event.Rwbs;
import java.lang.reflect.Constructor;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;

/// Makes random records by their components, so that a new kind of event is tested unasked.
final class AnyValue {
  private static final List<String> TEXTS =
      List.of("", "a", "\"},{\"x", "line\nbreak\u0000\u001b[31m", "é😀", "\ud83d", "\udc00x");
  private static final List<String> RWBS = List.of("W", "FWFSM", "RA", "FF", "", "WQ?");
  private static final long[] NUMBERS = {0, 1, -1, Long.MAX_VALUE, Long.MIN_VALUE, (1L << 53) + 1};

  private final Random random;

  AnyValue(Random random) {
    this.random = random;
  }

  /// Every kind of event.
  static Stream<Class<?>> kinds() {
    return leaves(IoEvent.class);
  }

  private static Stream<Class<?>> leaves(Class<?> type) {
    return type.isSealed()
        ? Stream.of(type.getPermittedSubclasses()).flatMap(AnyValue::leaves)
        : Stream.of(type);
  }

  /// A record of that type.
  <T> T record(Class<T> type) {
    RecordComponent[] components = type.getRecordComponents();
    Class<?>[] types = Stream.of(components).map(RecordComponent::getType).toArray(Class[]::new);
    Object[] values =
        Stream.of(components).map(component -> of(component.getGenericType())).toArray();
    try {
      Constructor<T> constructor = type.getDeclaredConstructor(types);
      return constructor.newInstance(values);
    } catch (ReflectiveOperationException e) {
      throw new LinkageError("cannot make a " + type, e);
    }
  }

  private Object of(Type type) {
    return switch (type) {
      case ParameterizedType list when list.getRawType() == List.class ->
          list(list.getActualTypeArguments()[0]);
      case ParameterizedType maybe when maybe.getRawType() == Optional.class ->
          random.nextBoolean()
              ? Optional.empty()
              : Optional.of(of(maybe.getActualTypeArguments()[0]));
      case ParameterizedType map when map.getRawType() == Map.class -> map();
      case Class<?> each when each == long.class || each == Long.class -> number();
      case Class<?> each when each == int.class -> random.nextInt(Integer.MAX_VALUE);
      case Class<?> each when each == boolean.class -> random.nextBoolean();
      case Class<?> each when each == String.class -> text();
      case Class<?> each when each == Rwbs.class ->
          Rwbs.parse(RWBS.get(random.nextInt(RWBS.size())));
      case Class<?> each when each == DeviceNumber.class ->
          new DeviceNumber(random.nextInt(1 << 12), random.nextInt(1 << 20));
      case Class<?> each when each.isEnum() -> {
        Object[] constants = each.getEnumConstants();
        yield constants[random.nextInt(constants.length)];
      }
      case Class<?> each when each.isRecord() -> record(each);
      default -> throw new AssertionError("teach me: " + type);
    };
  }

  private long number() {
    return random.nextBoolean() ? NUMBERS[random.nextInt(NUMBERS.length)] : random.nextLong();
  }

  private String text() {
    return TEXTS.get(random.nextInt(TEXTS.size()));
  }

  private List<Object> list(Type element) {
    List<Object> result = new ArrayList<>();
    for (int i = random.nextInt(4); i > 0; i--) {
      result.add(of(element));
    }
    return result;
  }

  private Map<String, String> map() {
    Map<String, String> result = new LinkedHashMap<>();
    list(String.class).forEach(text -> result.put("key " + result.size(), (String) text));
    return result;
  }
}
