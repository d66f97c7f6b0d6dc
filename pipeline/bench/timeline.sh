#!/usr/bin/env bash
# What one viewer's day costs: plan, playlists, pack. Arguments go to JMH.
#   timeline.sh [-f 1 -wi 3 -i 5 …]
. "$(dirname "${BASH_SOURCE[0]}")/java.sh"
jmh=$results/jmh
rm -rf "$jmh"
mkdir -p "$jmh/classes"
version=$(sed -n 's|.*<jmh.version>\(.*\)</jmh.version>.*|\1|p' "$pipeline/../pom.xml")
# JMH by a project of its own: the pipeline's would want its other modules installed.
cat >"$jmh/pom.xml" <<EOF
<project>
  <modelVersion>4.0.0</modelVersion>
  <groupId>io.streamsync</groupId>
  <artifactId>bench</artifactId>
  <version>0</version>
  <dependencies>
    <dependency>
      <groupId>org.openjdk.jmh</groupId>
      <artifactId>jmh-generator-annprocess</artifactId>
      <version>$version</version>
    </dependency>
  </dependencies>
</project>
EOF
"$pipeline/../mvnw" -q -f "$jmh/pom.xml" dependency:copy-dependencies -DoutputDirectory="$jmh/lib"
# The benchmark is compiled once more, here alone with JMH's processor: builds do without it.
processors=$(printf '%s:' "$jmh"/lib/*.jar) # a wildcard finds no processor
javac -nowarn -processorpath "$processors" -cp "$tests:$jar:$jmh/lib/*" -d "$jmh/classes" \
  "$pipeline/src/test/java/io/streamsync/timeline/ViewerDayBenchmark.java"
if (($# == 0)); then set -- -f 1 -w 2 -wi 3 -r 2 -i 5; fi
"${one_core[@]}" java -Xmx1g -cp "$jmh/classes:$tests:$jar:$jmh/lib/*" org.openjdk.jmh.Main "$@" \
  ViewerDayBenchmark | tee "$results/timeline.txt"
