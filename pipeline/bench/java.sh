# Sourced by the others: where things are, and java on the built jar with the trials beside it.
set -euo pipefail
export LC_ALL=C
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
pipeline=$(dirname "$here")
jar=$pipeline/target/streamsync.jar
tests=$pipeline/target/test-classes
results=$pipeline/target/bench
if [[ ! -f $jar || ! -d $tests/io/streamsync/transcode ]]; then
  echo "not built yet: ./mvnw package -DskipTests" >&2
  exit 1
fi
mkdir -p "$results"

# For CPU seconds: one core for java and all that it starts, so that other work hardly distorts them.
one_core=()
if command -v taskset >/dev/null; then one_core=(taskset -c 0); fi
prefix=()

# The files among the arguments by their whole path: trials run in the pipeline's folder.
absolute() {
  local argument
  arguments=()
  for argument in "$@"; do
    if [[ $argument != --* ]]; then argument=$(realpath -e "$argument"); fi
    arguments+=("$argument")
  done
}

trial() { # <main class below io.streamsync.transcode> arguments…
  local main=$1
  shift
  cd "$pipeline"
  "${prefix[@]}" java -cp "$tests:$jar" "io.streamsync.transcode.$main" "$@"
}
