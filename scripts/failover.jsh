#!/usr/bin/env -S jumpgate run
// The ship that was evacuated in time. A navigation computer runs on the node ship, steered by clients on
// two nodes. Move it to the node home while they steer, kill ship for good, and see that nav serves on from
// home with all that it knew.
//
//   scripts/jumpgate demo --script scripts/failover.jsh

String ownerOf(String process) {
  return ps(process).getFirst().node();
}

double distance() {
  return inspect("nav").get("x").asDouble();
}

long applied(String client) {
  return inspect("nav").get("logs." + client + ".applied").asLong();
}

boolean happened(Event.Kind kind) {
  return events().stream().anyMatch(event -> event.kind() == kind);
}

IO.println("1. Two nodes, and nav on ship.");
/nodes
/ps
require(nodes().size() == 2, "two nodes are up");
require(ps("nav").size() == 1, "there is one nav");
require(ownerOf("nav").equals("ship"), "nav runs on ship");

IO.println("2. A look into nav, while eight clients steer it.");
/inspect nav
double start = distance();
await(Duration.ofSeconds(5), () -> distance() > start);
IO.println("   it flies: from %.0f to %.0f".formatted(start, distance()));

IO.println("3. Home it goes, state, mailbox and all, and nobody stops steering.");
double before = distance();
var moved = move("nav", "home");
IO.println("   owner %s, epoch %d, %d bytes; it paused for %d ms".formatted(
    moved.to(), moved.epoch(), moved.bytes(), moved.pause().toMillis()));
require(ownerOf("nav").equals("home"), "nav runs on home");
require(moved.epoch() == 2, "its owner has changed once");
require(distance() >= before, "it is where it was, or further");
long onShip = applied("ship-1");
await(Duration.ofSeconds(5), () -> applied("ship-1") > onShip);
IO.println("   the clients on ship still steer it");

IO.println("4. Kill ship, as a power cut would.");
killNode("ship");
await(Duration.ofSeconds(30), () -> nodes().size() == 1);
/nodes

IO.println("5. nav serves on from home, with all that it knew.");
double after = distance();
long onHome = applied("home-1");
await(Duration.ofSeconds(5), () -> distance() > after && applied("home-1") > onHome);
require(applied("ship-1") >= onShip, "it still knows what the clients on ship did");
require(inspect("nav").find("chart.home").isPresent(), "its chart is whole");
/ps nav
require(ownerOf("nav").equals("home"), "nav runs on home");
require(ps("nav").size() == 1, "there is one nav");

IO.println("6. What the cluster says about it.");
require(happened(Event.Kind.MOVED), "events tell of the move");
await(Duration.ofSeconds(5), () -> happened(Event.Kind.LEFT));
/events
IO.println("nav is home, at %.0f, and no client of home noticed.".formatted(distance()));
