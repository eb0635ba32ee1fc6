package dev.iotrace.syscall;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.GroupLayout;
import java.lang.foreign.MemoryLayout.PathElement;
import java.lang.foreign.MemorySegment;

/// A C struct in memory, its members by name: for calls made now and then, not in a loop.
record Struct(GroupLayout layout, MemorySegment memory) {
  long getLong(String member) {
    return memory.get(JAVA_LONG, offset(member));
  }

  void setLong(String member, long value) {
    memory.set(JAVA_LONG, offset(member), value);
  }

  int getInt(String member) {
    return memory.get(JAVA_INT, offset(member));
  }

  /// An unsigned 32 bit member.
  long getUnsigned(String member) {
    return Integer.toUnsignedLong(getInt(member));
  }

  void setInt(String member, int value) {
    memory.set(JAVA_INT, offset(member), value);
  }

  long offset(String member) {
    return layout.byteOffset(PathElement.groupElement(member));
  }
}
