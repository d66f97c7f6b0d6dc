#!/usr/bin/env bash
# Two publishers at the same moment, many times: one wins, the other exits 3 and changes nothing.
#   two-publishers.sh [rounds]
#       two processes on a folder, both held at the lock until both have read; then two threads on S3Mock, whose writes are held likewise
#   two-publishers.sh [rounds] s3://bucket/prefix <options>
#       two threads in a bucket of one's own, as they happen to meet; options as endpoint=http://…&region=…
set -euo pipefail
publisher=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
jar=$publisher/target/streamsync-publisher.jar
tests=$publisher/target/test-classes
cd "$publisher" # S3Mock is looked for from here
if [[ ! -f $jar || ! -d $tests/io/streamsync/command ]]; then
  echo "not built yet: ./mvnw package -DskipTests" >&2
  exit 1
fi
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
java -cp "$tests:$jar" io.streamsync.command.TwoPublishers "${1:-100}" "$jar" "$folder" "${@:2}"
