#!/bin/sh
# Pekko's side: run.sh SECTION...   Sections: spawn mem100k mem1m call remote failover-default failover-tuned
# Prints metric<TAB>value<TAB>unit, and lines with # for time and load. Not a module of our build.
set -eu
cd "$(dirname "$0")"
export JAVA_HOME="${JAVA25:?set JAVA25 to the home of a JDK 25}"
target=$(mkdir -p ../../target/pekko && cd ../../target/pekko && pwd -P)
[ -d "$target/lib" ] || mvn -q -B dependency:copy-dependencies -DoutputDirectory="$target/lib" >&2
mkdir -p "$target/classes"
"$JAVA_HOME/bin/javac" -nowarn -d "$target/classes" -cp "$target/lib/*" src/main/java/peers/*.java 2>/dev/null
for section; do
  echo "# $section, load $(cut -d' ' -f1-3 /proc/loadavg)"
  case $section in
    remote) set -- peers.Remote drive ;;
    failover-*) set -- peers.Remote failover "${section#failover-}" ;;
    *) set -- peers.Local "$section" ;;
  esac
  timeout 240 "$JAVA_HOME/bin/java" -Xmx4g -XX:+UseParallelGC --sun-misc-unsafe-memory-access=allow -cp "$target/classes:$target/lib/*" "$@"
done
