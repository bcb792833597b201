#!/usr/bin/env -S jumpgate run
// Moves nav to and fro between ship and home while clients on both steer it: twenty times, or as often as
// the first argument says.
//
//   scripts/jumpgate demo --script scripts/shuttle.jsh

int rounds = args.length > 0 ? Integer.parseInt(args[0]) : 20;

String ownerOf(String process) {
  return ps(process).getFirst().node();
}

long revision() {
  return about("nav").revision();
}

long epoch = 0;
Duration longest = Duration.ZERO;
for (int round = 1; round <= rounds; round++) {
  String from = ownerOf("nav");
  String to = from.equals("ship") ? "home" : "ship";
  var moved = move("nav", to);
  require(moved.from().equals(from) && moved.to().equals(to), "move " + round + " went from " + from + " to " + to);
  require(epoch == 0 || moved.epoch() == epoch + 1, "move " + round + " is one epoch on from " + epoch);
  require(ownerOf("nav").equals(to), "nav runs on " + to);
  long arrived = revision();
  await(Duration.ofSeconds(5), () -> revision() > arrived);
  epoch = moved.epoch();
  longest = moved.pause().compareTo(longest) > 0 ? moved.pause() : longest;
  IO.println("%2d: %s -> %s, paused for %d ms".formatted(round, from, to, moved.pause().toMillis()));
}
require(ps("nav").size() == 1, "there is one nav");
IO.println(rounds + " moves; the longest pause was " + longest.toMillis() + " ms");
