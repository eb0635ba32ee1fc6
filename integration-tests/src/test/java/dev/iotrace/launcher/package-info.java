/// The two commands at the root of the tree, `./iotrace` and `./check`, started in throw-away
/// clones with stand-ins for Maven and, where its answer does not matter, for the JVM.
@NullMarked
package dev.iotrace.launcher;

import org.jspecify.annotations.NullMarked;
