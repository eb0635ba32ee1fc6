#!/bin/sh
# runtime.sh JDK DIRECTORY: a Java with no more than iotrace needs, made of that JDK by its jlink: for packages, and for
# containers and machines that have none, with its classes ready to be mapped (CDS). The same JDK makes the same bytes.
set -eu
exec "$1/bin/jlink" --add-modules=java.base,java.logging,java.xml,jdk.httpserver \
    --strip-java-debug-attributes --no-man-pages --no-header-files --generate-cds-archive "--output=$2" >&2
