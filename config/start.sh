# How iotrace is started: what ./iotrace and the packaged command share. Sourced by sh; says nothing and needs nothing
# but a Java in $java_home.

# keep_before WORD...: for 'run', what its command is to have as it was: the environment. And a descriptor that is closed
# is no file of ours.
keep_before() {
    if [ "${1:-}" = run ]; then
        export "IOTRACE_BEFORE_PATH=${PATH:-}"
        export "IOTRACE_BEFORE_LC_ALL=${LC_ALL:-}"
    fi
    for descriptor in 0 1 2; do
        [ ! -d /proc/self/fd ] || [ -e "/proc/self/fd/$descriptor" ] || eval "exec $descriptor<>/dev/null"
    done
}

# run_java ARGUMENT...: becomes the JVM. A small collector, a compiler that leaves the CPUs to what is being started (it
# took a third of a start's CPU time), no file in /tmp, and no word of the JVM itself on stdout;
# that an AOT cache does not fit (another JVM, another machine) is no news at all; nor does a Ctrl-\ print its threads there.
# The JVM can name a file whose name is not ASCII only in a UTF-8 locale.
# What looks on while others work does without the second compiler: in the first seconds that took as much CPU time as all
# else in the JVM, on the CPUs that the others wait for, and gained nothing that the first does not.
run_java() {
    LC_ALL=C.UTF-8
    export LC_ALL
    case " $* " in *'iotrace.jar run '* | *'iotrace.jar watch '*) set -- -XX:TieredStopAtLevel=1 "$@" ;; esac
    exec "$java_home/bin/java" -XX:+UseSerialGC -XX:-UsePerfData -XX:CompileThresholdScaling=5 \
        -XX:+DisplayVMOutputToStderr -XX:-MaxFDLimit \
        -Xlog:disable "-Xlog:all=error,aot*=off,cds*=off:stderr" "$@"
}
