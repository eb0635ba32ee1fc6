/// What goes on during a run, drawn on a terminal while it goes on.
///
/// Input: the events of a trace and what the correlator finds. Output: on a terminal, a picture of
/// a few lines below the lines that stay; it keeps to the terminal's width, also when that changes.
///
/// Start reading at [LiveScreen]. JLine knows terminals: what moves the cursor, how wide a letter
/// is, what of the picture must be drawn anew. It is not given the terminal itself, for it would
/// set modes and handle signals, which are the shell's and the command's.
@NullMarked
package dev.iotrace.live;

import org.jspecify.annotations.NullMarked;
