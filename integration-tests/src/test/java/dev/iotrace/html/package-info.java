/// The HTML report in a real browser: what it shows, what it does when clicked, and what it does
/// not do.
@NullMarked
package dev.iotrace.html;

import org.jspecify.annotations.NullMarked;
