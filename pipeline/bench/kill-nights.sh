#!/usr/bin/env bash
# Kills nights at random moments: what is on air then, and whether the next night completes.
#   kill-nights.sh [count=50] [seed]
. "$(dirname "${BASH_SOURCE[0]}")/java.sh"
version=$(sed -n 's|.*<assertj.version>\(.*\)</assertj.version>.*|\1|p' "$pipeline/../pom.xml")
"$pipeline/../mvnw" -q -N -f "$pipeline/../pom.xml" dependency:copy \
  -Dartifact="org.assertj:assertj-core:$version" -DoutputDirectory="$results/kill-nights"
cd "$pipeline"
java -Xmx1g -cp "$tests:$jar:$results/kill-nights/*" \
  io.streamsync.job.KilledNights "${1:-50}" "${@:2}" | tee "$results/kill-nights.txt"
