/// `iotrace write` inside a container: a Docker engine of the tests' own, and nothing pulled.
@NullMarked
package dev.iotrace.container;

import org.jspecify.annotations.NullMarked;
