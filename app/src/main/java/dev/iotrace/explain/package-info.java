/// Tells what stands at sectors, for people and for programs.
///
/// In: a layout and what was asked. Out: text or JSON.
@NullMarked
package dev.iotrace.explain;

import org.jspecify.annotations.NullMarked;
