# What ./iotrace and ./check share: finding a Java, the missing packages, the build.
# Sourced by sh with $root set. All that is said goes to stderr; stdout belongs to the program.

java_floor=25
app=$root/.cache/app
. "$root/config/start.sh"

say() {
    printf 'iotrace: %s\n' "$*" >&2
}

refuse() {
    say "$*"
    exit 3
}

# is_java DIRECTORY PROGRAM: is this a Java that is new enough and has bin/PROGRAM? Its release file tells
# without starting it.
is_java() {
    [ -x "$1/bin/$2" ] && [ -r "$1/release" ] || return 1
    while IFS='="' read -r name _ version _; do
        [ "$name" = JAVA_VERSION ] || continue
        version=${version%%[!0-9]*}
        [ "${version:-0}" -ge "$java_floor" ]
        return
    done <"$1/release"
    return 1
}

# find_java PROGRAM: sets java_home to a Java with bin/PROGRAM (java to run, javac to build).
find_java() {
    built_by=
    [ ! -r "$app/jdk" ] || read -r built_by <"$app/jdk"
    for java_home in "${JAVA_HOME:-}" "$built_by" /usr/lib/jvm/* /usr/java/* /opt/* /opt/java/* \
        "${HOME:-}/.sdkman/candidates/java"/* "${HOME:-}/.jdks"/*; do
        ! is_java "$java_home" "$1" || return 0
    done
    java_home=$(command -v "$1") && java_home=$(readlink -f -- "$java_home") || return 1
    java_home=${java_home%/bin/*}
    is_java "$java_home" "$1"
}

# need PROGRAM PACKAGE: remembers the Debian package when the program is missing.
need() {
    command -v "$1" >/dev/null || missing="${missing:-} $2"
}

need_java() {
    find_java "$1" || missing="${missing:-} openjdk-$java_floor-jdk-headless"
}

# get_build_tools: what the build needs; sets java_home.
get_build_tools() {
    need mvn maven
    need flock util-linux
    need_java javac
    get_missing
    find_java javac || refuse "no JDK $java_floor or later was found; set JAVA_HOME to one"
}

# get_missing: installs what need found missing, or says what it is and how to get it.
get_missing() {
    [ -n "${missing:-}" ] || return 0
    if [ "${IOTRACE_SETUP:-on}" = off ]; then
        refuse "missing:$missing, and IOTRACE_SETUP=off forbids to install; get it by: $(install_command)"
    elif ! command -v apt-get >/dev/null || [ "$(id -u)" -ne 0 ]; then
        refuse "missing:$missing; get it by: $(install_command)"
    fi
    say "installing$missing by apt-get"
    apt_get update || say "apt-get update failed; trying with the lists that are there"
    case $missing in
    *openjdk*) apt-cache show "openjdk-$java_floor-jdk-headless" >/dev/null 2>&1 ||
        refuse "this distribution has no JDK $java_floor; take Temurin from https://adoptium.net/installation and set JAVA_HOME" ;;
    esac
    # Unquoted: one word for each package.
    apt_get install --no-install-recommends $missing || refuse "apt-get could not install$missing; its words are above"
    missing=
}

apt_get() {
    DEBIAN_FRONTEND=noninteractive apt-get -q -y -o DPkg::Lock::Timeout=300 "$@" </dev/null >&2
}

# install_command: the likely command for what is missing, in the words of this system.
install_command() {
    for manager in apt-get dnf pacman zypper apk; do
        ! command -v "$manager" >/dev/null || break
        manager=
    done
    names=
    for package in $missing; do
        case $manager:$package in
        dnf:openjdk-* | zypper:openjdk-*) package=java-$java_floor-openjdk-devel ;;
        pacman:openjdk-*) package=jdk-openjdk ;;
        apk:openjdk-*) package=openjdk$java_floor ;;
        dnf:libc6-dev | zypper:libc6-dev) package=glibc-devel ;;
        pacman:libc6-dev) package=glibc ;;
        apk:libc6-dev) package=musl-dev ;;
        esac
        names="$names $package"
    done
    case $manager in
    pacman) echo "sudo pacman -S$names" ;;
    apk) echo "sudo apk add$names" ;;
    '') echo "your package manager, where they may have other names" ;;
    *) echo "sudo $manager install$names" ;;
    esac
}

# up_to_date: is the program built, and no source newer than that build? By file times: it costs milliseconds.
up_to_date() {
    [ -r "$app/jdk" ] &&
        [ -z "$(find "$root/pom.xml" "$root/config/build.sh" "$root/probes/pom.xml" "$root/probes/bpftrace" "$root/probes/bcc" \
            "$root/app/pom.xml" "$root/app/src/main" -newer "$app/jdk" -print -quit)" ]
}

# build: the program into .cache/app, as the tree's owner, so that sudo leaves nothing that its owner cannot replace.
build() {
    if [ ! -w "$root" ]; then
        [ -r "$app/jdk" ] || refuse "not built, and $root is not writable; get it by: start it once as its owner"
        say "the build is older than its sources, and $root is not writable; going on with the old one"
        return
    fi
    get_build_tools
    [ "${IOTRACE_SETUP:-on}" != off ] ||
        refuse "not built since the sources changed, and IOTRACE_SETUP=off forbids it; get it by: ./iotrace --version"
    as_owner sh "$root/config/build.sh" "$root" "$java_home" </dev/null >&2 ||
        refuse "the build failed; its words are above"
}

# as_owner COMMAND...: when root, runs it as the owner of the tree.
as_owner() {
    owner=$(stat -c %u -- "$root")
    if [ "$(id -u)" -ne 0 ] || [ "$owner" -eq 0 ]; then
        "$@"
        return
    fi
    home=$(getent passwd "$owner" | cut -d: -f6)
    HOME=$home setpriv --reuid="$owner" --regid="$(stat -c %g -- "$root")" --clear-groups -- "$@"
}

# maven ARGUMENT...: Maven on $java_home, which the toolchains plugin then finds, wherever it is.
maven() {
    JAVA_HOME=$java_home MAVEN_OPTS="--enable-native-access=ALL-UNNAMED --sun-misc-unsafe-memory-access=allow ${MAVEN_OPTS:-}" \
        mvn -B -f "$root/pom.xml" "$@"
}
