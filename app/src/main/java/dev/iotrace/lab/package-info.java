/// Ten numbered experiments for people who learn: a question, a prediction, command lines that
/// anybody can type, and an answer whose every figure comes from the reports of these runs.
///
/// In: the [dev.iotrace.report.Report]s of a lab's [dev.iotrace.lab.Trial]s, live or replayed. Out:
/// [dev.iotrace.lab.Part]s, and a class for each form of page. The fixed words stand in resource
/// files beside this package; it runs nothing.
@NullMarked
package dev.iotrace.lab;

import org.jspecify.annotations.NullMarked;
