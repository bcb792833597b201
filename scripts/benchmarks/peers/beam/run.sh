#!/bin/sh
# Erlang/OTP's side: run.sh SECTION...   Each section is a fresh VM, or a pair of them, on loopback.
# Sections: spawn mem100k mem1m call registry remote move movepaced move100 move1g evacuate evacuate10k globalscale hot failover hang
# Prints metric<TAB>value<TAB>unit, and lines with # for time and load.
set -eu
cd "$(dirname "$0")"
ebin=../../target/beam
mkdir -p "$ebin"
erlc -o "$ebin" cell.erl bench.erl

# A port mapper of its own, so that none that runs here is disturbed.
export ERL_EPMD_PORT=14369 ERL_EPMD_ADDRESS=127.0.0.1
epmd &
mapper=$!
trap 'kill $mapper' EXIT
until epmd -names >/dev/null 2>&1; do sleep 0.1; done

elixir=$(dirname "$(find /usr/lib/elixir -name Elixir.Registry.beam 2>/dev/null | head -1)")
for section; do
  echo "# $section, load $(cut -d' ' -f1-3 /proc/loadavg)"
  slow=
  [ "$section" != hang ] || slow='-kernel net_ticktime 8'
  timeout 180 erl -noshell -name bench_a@127.0.0.1 -setcookie peerbench -kernel inet_dist_use_interface '{127,0,0,1}' $slow \
    +P 4000000 -pa "$ebin" -pa "$elixir" -eval "bench:main([$section])."
done
