#!/usr/bin/env bash
# Makes the self-contained archive of this machine's platform: Delegraph, its libraries and a Java runtime of just the modules that they
# need. Called by `mvn -Parchive package` as: archive.sh VERSION TARGET, with TARGET holding delegraph.jar and lib/.
set -euo pipefail

home=$(cd -P "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
version=$1 target=$2
jdk=$("$home/delegraph" --find-jdk jlink)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# The names of this platform in the libraries' jars: RocksDB, and zstd, lz4 and snappy.
case $(uname -s)-$(uname -m) in
  Linux-x86_64) platform=linux-x64 rocks=linux64. folder=linux/amd64 snappy=Linux/x86_64 ;;
  Linux-aarch64) platform=linux-aarch64 rocks=linux-aarch64. folder=linux/aarch64 snappy=Linux/aarch64 ;;
  Darwin-arm64) platform=macos-aarch64 rocks=osx-arm64. folder=darwin/aarch64 snappy=Mac/aarch64 ;;
  Darwin-x86_64) platform=macos-x64 rocks=osx-x86_64. folder=darwin/x86_64 snappy=Mac/x86_64 ;;
  *) echo "archive: no native libraries are known for $(uname -s) on $(uname -m)" >&2; exit 1 ;;
esac

name=delegraph-$version
root=$target/archive/$name
rm -rf "$target/archive"
mkdir -p "$root/bin" "$root/app/lib"
cp "$target/delegraph.jar" "$root/app/"
cp "$target"/lib/*.jar "$root/app/lib/"

# Removes native libraries of other platforms from the jar $1: all except those whose path contains $2.
strip_jar() {
  local jar=$1 keep=$2
  mkdir "$work/jar"
  (cd "$work/jar" && "$jdk/bin/jar" xf "$jar")
  find "$work/jar" \( -name '*.so' -o -name '*.dll' -o -name '*.dylib' -o -name '*.jnilib' -o -name '*.a' \) ! -path "*$keep*" -exec rm -f {} +
  [ -n "$(find "$work/jar" -path "*$keep*" -type f)" ] || { echo "archive: $jar has no native library for $platform" >&2; exit 1; }
  (cd "$work/jar" && "$jdk/bin/jar" cfM "$jar" .)
  rm -rf "$work/jar"
}
for jar in "$root"/app/lib/*.jar; do
  case ${jar##*/} in
    rocksdbjni-*) strip_jar "$jar" "librocksdbjni-$rocks" ;;
    zstd-jni-* | lz4-java-*) strip_jar "$jar" "/$folder/" ;;
    snappy-java-*) strip_jar "$jar" "/native/$snappy/" ;;
  esac
done

# All classes in one folder: jdeps stops at a module whose optional requirements are not there, and classes alone have none.
mkdir "$work/classes"
for jar in "$root/app/delegraph.jar" "$root"/app/lib/*.jar; do (cd "$work/classes" && "$jdk/bin/jar" xf "$jar"); done
find "$work/classes" \( -name module-info.class -o -path '*/META-INF/versions' \) -prune -exec rm -rf {} +
modules=$("$jdk/bin/jdeps" --multi-release base --ignore-missing-deps --print-module-deps "$work/classes" 2>"$work/jdeps") ||
  { cat "$work/jdeps" >&2; exit 1; }
# Modules that are loaded by name: Kerberos and other logins of Kafka's clients, elliptic curves of TLS, jcmd and JMX for operators.
modules=$modules,jdk.security.jgss,jdk.security.auth,jdk.crypto.ec,jdk.management.agent
"$jdk/bin/jlink" --add-modules "$modules" --strip-debug --no-header-files --no-man-pages --generate-cds-archive --output "$root/runtime"

cp "$home/delegraph" "$root/bin/delegraph"
ln -s bin/delegraph "$root/delegraph" # what the README calls
cp "$home/README.md" "$home/LICENSE" "$home/NOTICE" "$target/THIRD-PARTY.txt" "$root/"
# The documents that the README links to.
mkdir -p "$root/topology" "$root/schemas"
cp "$home/topology/README.md" "$root/topology/"
cp -R "$home/topology/decisions" "$root/topology/"
cp "$home/schemas/README.md" "$root/schemas/"
cp -R "$home/.github" "$root/"
# A library must not be distributed without its licence in the list.
for jar in "$root"/app/lib/*.jar; do
  name_version=${jar##*/}
  awk -v jar="${name_version%.jar}" '{
    while (match($0, /:[^: ()]+:[^: ()]+ - /)) {
      listed = substr($0, RSTART + 1, RLENGTH - 4); sub(":", "-", listed)
      if (index(jar, listed) == 1) found = 1
      $0 = substr($0, RSTART + RLENGTH)
    }
  } END { exit !found }' "$root/THIRD-PARTY.txt" ||
    case $name_version in
      delegraph-*) ;;
      *) echo "archive: THIRD-PARTY.txt does not name $name_version" >&2; exit 1 ;;
    esac
done
for part in config deploy grafana .claude-plugin; do
  [ ! -d "$home/$part" ] || cp -R "$home/$part" "$root/$part"
done
rm -f "$root/deploy/archive.sh"

file=$target/$name-$platform.tar.gz
tar -C "$target/archive" -czf "$file" "$name"
megabytes() { du -sk "$1" | awk '{ printf "%.0f MB", $1 / 1000 }'; }
echo "archive: $file, $(megabytes "$file"); unpacked $(megabytes "$root"), of that runtime $(megabytes "$root/runtime"), libraries $(megabytes "$root/app")"
echo "archive: modules $modules"
