#!/usr/bin/env bash
# CPU of one encode against one process a rung and against bare decoding and encoding.
#   encode-cpu.sh [--rounds=N] [files…]      without files: six clips made for it
. "$(dirname "${BASH_SOURCE[0]}")/java.sh"
rounds=3
if [[ ${1:-} == --rounds=* ]]; then
  rounds=${1#*=}
  shift
fi
absolute "$@"
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
prefix=("${one_core[@]}")
trial EncodeCpu "$folder" "$rounds" "${arguments[@]}" | tee "$results/encode-cpu.txt"
