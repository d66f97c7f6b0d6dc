#!/usr/bin/env bash
# Bits and likeness of every rung for several settings of x264, as a table and a page with a plot.
#   quality.sh [--crf=19,21,23,25] [--bitrate] [files…]      without files: six clips made for it
. "$(dirname "${BASH_SOURCE[0]}")/java.sh"
if [[ $* != *--crf=* && $* != *--bitrate* ]]; then
  set -- --crf=19,21,23,25 --bitrate "$@"
fi
absolute "$@"
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
trial QualityTable "$folder" "$results/quality.html" "${arguments[@]}" | tee "$results/quality.txt"
echo "the plot: $results/quality.html"
