package dev.iotrace.probe;

import java.util.Arrays;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// One value for each distinct run of bytes, so that a text that comes a million times is built
/// once. Forgets everything when it is full. Not for several threads.
final class InternTable<T> {
  private final Function<String, T> make;
  private final @Nullable Slot<T>[] slots;
  private int used;

  private static final class Slot<T> {
    final byte[] key;
    final T value;

    Slot(byte[] key, T value) {
      this.key = key;
      this.value = value;
    }
  }

  /// @param capacity how many values are kept; a power of two
  /// @param make the value for a text; what it throws passes through
  InternTable(int capacity, Function<String, T> make) {
    if (Integer.bitCount(capacity) != 1) {
      throw new IllegalArgumentException("not a power of two: " + capacity);
    }
    this.make = make;
    this.slots = newSlots(2 * capacity);
  }

  @SuppressWarnings({"unchecked", "rawtypes"})
  private static <T> @Nullable Slot<T>[] newSlots(int length) {
    return new Slot[length];
  }

  /// The value for `bytes[from, end)`.
  T of(byte[] bytes, int from, int end) {
    int mask = slots.length - 1;
    int at = hash(bytes, from, end) & mask;
    for (Slot<T> slot = slots[at]; slot != null; slot = slots[at]) {
      if (Arrays.equals(slot.key, 0, slot.key.length, bytes, from, end)) {
        return slot.value;
      }
      at = (at + 1) & mask;
    }
    return add(at, Arrays.copyOfRange(bytes, from, end));
  }

  private T add(int at, byte[] key) {
    T value = make.apply(Fields.text(key, 0, key.length));
    if (used == slots.length / 2) {
      Arrays.fill(slots, null);
      used = 0;
    }
    slots[at] = new Slot<>(key, value);
    used++;
    return value;
  }

  private static int hash(byte[] bytes, int from, int end) {
    int hash = end - from;
    for (int i = from; i < end; i++) {
      hash = 31 * hash + bytes[i];
    }
    return hash ^ (hash >>> 15);
  }
}
