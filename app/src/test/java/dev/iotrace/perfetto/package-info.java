/// What a Perfetto trace is made of; the whole of it `dev.iotrace.cli.PerfettoFileTest` reads back.
@NullMarked
package dev.iotrace.perfetto;

import org.jspecify.annotations.NullMarked;
