/// The report as a page for a browser: one file that needs nothing else.
///
/// In: a report. Out: HTML. What the page draws with it is in the resources beside.
@NullMarked
package dev.iotrace.html;

import org.jspecify.annotations.NullMarked;
