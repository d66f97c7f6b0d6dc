#!/usr/bin/env bash
# A night on one film of several hours with a small Java heap: time, memory and progress.
#   long-video.sh [hours]
. "$(dirname "${BASH_SOURCE[0]}")/java.sh"
hours=${1:-3}
seconds=$(printf '%.0f' "$(($(printf '%.0f' "${hours}e3") * 36))e-1")
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
mkdir -p "$folder/input/videos" "$folder/input/sequences"
film=$folder/input/videos/long.mkv
echo "making a film of $seconds s"
java -jar "$jar" ffmpeg -- -nostdin -v error -f lavfi -i testsrc2=size=64x36:rate=5 \
  -f lavfi -i sine=sample_rate=48000 -t "$seconds" -c:v libx264 -preset ultrafast -c:a pcm_mulaw "$film"
echo '{"channel": "main", "title": "Long", "videos": ["long"]}' >"$folder/input/sequences/one.jsonl"
touch -d '5 minutes ago' "$film" "$folder/input/sequences/one.jsonl"
java -cp "$tests" io.streamsync.transcode.LongNight java -Xmx512m -jar "$jar" nightly \
  --input="$folder/input" --site="$folder/site" --ledger="$folder/ledger" |
  tee "$results/long-video.txt"
