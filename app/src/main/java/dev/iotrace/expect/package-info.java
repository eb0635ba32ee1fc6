/// Checks saved reports against what somebody asked of them, for continuous integration.
///
/// In: saved reports and expectations. Out: which of them are met, as text and as JUnit XML.
@NullMarked
package dev.iotrace.expect;

import org.jspecify.annotations.NullMarked;
