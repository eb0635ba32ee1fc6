/// Reads reports that were kept as JSON, those of older versions included.
///
/// In: files with schema "iotrace-report/1". Out: figures by name.
@NullMarked
package dev.iotrace.saved;

import org.jspecify.annotations.NullMarked;
