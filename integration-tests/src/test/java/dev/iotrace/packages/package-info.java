/// The packages that `./check package` makes: installed, used and removed on clean systems.
@NullMarked
package dev.iotrace.packages;

import org.jspecify.annotations.NullMarked;
