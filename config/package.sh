#!/bin/sh
# package.sh DIRECTORY: makes the packages of the program that is built in app/target, into that directory:
# iotrace-causes_VERSION_ARCH.deb and iotrace-VERSION-ARCH.tar.gz, with the same files. Needs a JDK in JAVA_HOME,
# asciidoctor and dpkg-deb; called by `check package`.
#
# The same commit and JDK give the same bytes: times are those of the commit (or SOURCE_DATE_EPOCH), owners are root,
# everything is sorted, and neither locale, zone nor umask counts.
set -eu
umask 022
LC_ALL=C.UTF-8 TZ=UTC
export LC_ALL TZ
mkdir -p "$1"
out=$(readlink -f -- "$1")
root=$(dirname -- "$(dirname -- "$(readlink -f -- "$0")")")
. "$root/config/setup.sh"
java_home=$JAVA_HOME
parts=$root/config/package
work=$(mktemp -d "$out/.work-XXXXXX")
trap 'rm -rf "$work"' EXIT
trap 'exit 130' HUP INT TERM

if [ -z "${SOURCE_DATE_EPOCH:-}" ]; then
    commit=$(as_owner git -C "$root" log -1 --format='%ct %h') ||
        refuse "no commit to take the time from; set SOURCE_DATE_EPOCH to seconds since 1970"
    SOURCE_DATE_EPOCH=${commit% *}
fi
export SOURCE_DATE_EPOCH
program() {
    "$java_home/bin/java" -cp "$root/app/target/iotrace.jar:$root/integration-tests/target/tools/*" "$@" </dev/null
}
# 0.1.0-SNAPSHOT is earlier than 0.1.0, and a later commit's is later: deb-version(7).
version=$(program dev.iotrace.cli.IoTrace --version)
version=${version#iotrace }
case $version in
*-SNAPSHOT) version="${version%-SNAPSHOT}~$(date -u -d "@$SOURCE_DATE_EPOCH" +%Y%m%d.%H%M%S)" ;;
esac
arch=$(dpkg --print-architecture)

usr=$work/deb/usr
doc=$usr/share/doc/iotrace-causes
mkdir -p "$usr/bin" "$usr/lib/iotrace" "$doc/licences" "$usr/share/man/man1" \
    "$usr/share/bash-completion/completions" "$usr/share/zsh/vendor-completions"

# The program, its Java and how they are started.
install -m 755 "$parts/iotrace" "$usr/bin/iotrace"
install -m 644 "$root/config/start.sh" "$root/app/target/iotrace.jar" "$usr/lib/iotrace"
cp -R "$root/app/target/lib" "$usr/lib/iotrace/lib"
"$root/config/runtime.sh" "$java_home" "$usr/lib/iotrace/runtime"

# What its commands say of themselves: manual pages and completion.
# A line of its synopsis that is folded within a name keeps the marks of bold and italics: so none is folded.
program -Dpicocli.usage.width=9999 picocli.codegen.docgen.manpage.ManPageGenerator --outdir "$work/adoc" dev.iotrace.cli.IoTrace >/dev/null
sed -i 's/^==  *Exit codes:$/== Exit status/' "$work"/adoc/*.adoc # man-pages(7)
asciidoctor -b manpage -D "$usr/share/man/man1" "$work"/adoc/*.adoc
gzip -9n "$usr"/share/man/man1/*
program picocli.AutoComplete --force --name iotrace \
    --completionScript "$usr/share/bash-completion/completions/iotrace" dev.iotrace.cli.IoTrace
cp "$parts/_iotrace" "$usr/share/zsh/vendor-completions/_iotrace"

# Documents, the probes to read and to run by hand, licences.
cp "$root/README.md" "$root/LICENSE" "$parts/copyright" "$doc"
cp -R "$root/docs" "$doc/docs"
mkdir "$doc/probes"
cp -R "$root/probes/README.md" "$root/probes/bpftrace" "$root/probes/bcc" "$doc/probes"
mkdir "$doc/schemas"
cp "$root"/app/src/main/resources/dev/iotrace/report/*.schema.json "$doc/schemas"
gzip -9nc "$root/CHANGELOG.md" >"$doc/changelog.gz"
# A link leads to what is here, or is none.
find "$doc" -name '*.md' | while read -r page; do
    sed -i 's,](\(\(\.\./\)*\)app/src/main/resources/dev/iotrace/report/,](\1schemas/,g' "$page"
    grep -o ']([^)#]*' "$page" | cut -c3- | sort -u | while read -r to; do
        case $to in
        *://*) ;;
        *) [ -e "$(dirname -- "$page")/$to" ] || sed -i "s,\[\([^]]*\)\]($to[^)]*),\1,g" "$page" ;;
        esac
    done
done
for jar in "$usr"/lib/iotrace/lib/*.jar; do
    name=${jar##*/}
    known=no
    for pattern in $(sed -n 's,^Files: lib/iotrace/lib/,,p' "$parts/copyright"); do
        # Unquoted: it is a pattern.
        case $name in $pattern) known=yes ;; esac
    done
    [ "$known" = yes ] || refuse "the licence of $name is not said; add it to config/package/copyright"
done
for jar in "$usr/lib/iotrace/iotrace.jar" "$usr"/lib/iotrace/lib/*.jar; do
    name=${jar##*/}
    mkdir "$work/jar"
    (cd "$work/jar" && "$java_home/bin/jar" --extract --file "$jar")
    find "$work/jar" -type f ! -name '*.class' \( -iname '*licen[cs]e*' -o -iname '*notice*' \) | while read -r file; do
        mkdir -p "$doc/licences/${name%.jar}"
        cp "$file" "$doc/licences/${name%.jar}"
    done
    rm -r "$work/jar"
done

# Alike for everybody: who may read it, and when it was made.
chmod -R u=rwX,go=rX "$work/deb"
find "$work/deb" -exec touch -h -d "@$SOURCE_DATE_EPOCH" {} +

name=iotrace-$version-$arch
tar -C "$usr" --sort=name --format=ustar --owner=0 --group=0 --numeric-owner "--mtime=@$SOURCE_DATE_EPOCH" \
    "--transform=s,^\.,$name,S" -cf "$work/tar" .
gzip -6nc "$work/tar" >"$out/$name.tar.gz"
rm "$work/tar"

mkdir "$work/deb/DEBIAN"
size=$(find "$usr" -type f -printf '%s\n' | awk '{ sum += int(($1 + 4095) / 4096) * 4 } END { print sum }')
sed -e "s/@VERSION@/$version/" -e "s/@ARCH@/$arch/" -e "s/@SIZE@/$size/" "$parts/control" >"$work/deb/DEBIAN/control"
install -m 755 "$parts/postinst" "$parts/prerm" "$parts/postrm" "$work/deb/DEBIAN"
(cd "$work/deb" && find usr -type f -print0 | sort -z | xargs -0 md5sum) >"$work/deb/DEBIAN/md5sums"
dpkg-deb --root-owner-group -Zxz -z3 --build "$work/deb" "$out/iotrace-causes_${version}_$arch.deb" >/dev/null
printf '%s\n' "$out/iotrace-causes_${version}_$arch.deb" "$out/$name.tar.gz"
