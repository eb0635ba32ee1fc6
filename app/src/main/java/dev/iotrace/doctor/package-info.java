/// Tells what this host allows: the checks that a run goes by, for people, for programs, and for a
/// bug report.
///
/// In: the checks and the plan of an examination. Out: text, JSON, or a bundle without anything of
/// the user's.
@NullMarked
package dev.iotrace.doctor;

import org.jspecify.annotations.NullMarked;
