#!/usr/bin/env bash
# Damages small films in many ways and prints how each kind ended.
#   mutants.sh [count] [seed]
. "$(dirname "${BASH_SOURCE[0]}")/java.sh"
count=${1:-200}
seed=${2:-$(date +%s)}
table=$pipeline/target/mutants/seed-$seed.tsv
rm -f "$table"
echo "$count mutants of seed $seed"
started=$SECONDS
outcome=0
(cd "$pipeline/.." && ./mvnw -q test -pl publisher,pipeline -Dtest=MutatedSourcesTest \
  -Dsurefire.failIfNoSpecifiedTests=false -Dmutants="$count" -Dmutants.seed="$seed") \
  >"$results/mutants.log" 2>&1 || outcome=$?
if [[ ! -f $table ]]; then
  echo "the test did not run: $results/mutants.log" >&2
  exit 1
fi

declare -A ends seconds
while IFS=$'\t' read -r end took _; do
  ends[$end]=$((${ends[$end]:-0} + 1))
  seconds[$end]=$((${seconds[$end]:-0} + 10#${took/./}))
done <"$table"
printf '%-14s %6s %9s\n' end count seconds
for end in "${!ends[@]}"; do
  printf '%-14s %6d %7d.%d\n' "$end" "${ends[$end]}" $((${seconds[$end]} / 10)) $((${seconds[$end]} % 10))
done | sort
echo "in $((SECONDS - started)) s; the slowest:"
sort -t $'\t' -k 2,2 -g -r "$table" | head -n 3 | cut -f 1-4
if ((outcome != 0)); then
  echo "wrong (kept in $pipeline/target/mutants):"
  while IFS= read -r line; do
    if [[ $line == WRONG* ]]; then echo "$line"; fi
  done <"$table"
fi
exit "$outcome"
