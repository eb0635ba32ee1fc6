#!/bin/sh
# build.sh ROOT JDK: builds the program into ROOT/.cache/app, once however many starts ask for it at the same time.
# Called by config/setup.sh, as the owner of the tree.
set -eu
umask 022
root=$1 java_home=$2
shift 2
. "$root/config/setup.sh"

mkdir -p "$root/.cache"
exec 9>"$root/.cache/lock"
if ! flock -n 9; then
    say "waiting for another build"
    flock 9
fi
if up_to_date; then
    exit 0
fi
say "building, as after each change of the sources; the first time this also downloads the libraries"

# The time of jdk is that of the build's start: a source that changes meanwhile is newer.
new=$root/.cache/app.new old=$root/.cache/app.old
rm -rf "$new" "$old"
mkdir "$new"
printf '%s\n' "$java_home" >"$new/jdk"

# An owner without a home (a container's foreign user) keeps its Maven repository in the tree.
[ -w "${HOME:-/nonexistent}" ] || set -- -Dmaven.repo.local="$root/.cache/m2"
maven -q -Dquick -Dmaven.test.skip -pl app -am package "$@" 9>&-
cp -R -p "$root/app/target/iotrace.jar" "$root/app/target/lib" "$new"

# A first run records what the next ones need (JEP 514). Without the cache they start all the same.
mkdir "$new/training"
run_training() {
    run_java -XX:AOTCacheOutput="$new/iotrace.aot" -cp "$new/iotrace.jar" dev.iotrace.cli.Training "$new/training"
}
(run_training >/dev/null 2>&1 9>&-) || say "no AOT cache; starts will be a little slower"
rm -rf "$new/training"

[ ! -d "$app" ] || mv "$app" "$old"
mv "$new" "$app"
rm -rf "$old"
