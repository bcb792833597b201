#!/usr/bin/env -S jumpgate run
// The ship that was refitted in flight. While clients on two nodes steer nav, push the second version of its
// code, see that nothing changes before it is asked to, bring nav alone to it, back, and there again, and
// move it home with its new code.
//
//   scripts/jumpgate demo --script scripts/upgrade.jsh

String SECOND = System.getProperty("jumpgate.examples", "examples") + "/spaceship-v2";

ProcessStatus process(String name) {
  return ps(name).getFirst();
}

long applied(String client) {
  return inspect("nav").get("logs." + client + ".applied").asLong();
}

void awaitClients() throws Exception {
  long onShip = applied("ship-1");
  long onHome = applied("home-1");
  await(Duration.ofSeconds(10), () -> applied("ship-1") > onShip && applied("home-1") > onHome);
}

int runningOn(int version) {
  return bundles().stream()
      .filter(bundle -> bundle.bundle().equals("spaceship") && bundle.version() == version)
      .flatMap(bundle -> bundle.processes().values().stream())
      .mapToInt(Integer::intValue)
      .sum();
}

IO.println("1. nav runs version 1, and eight clients steer it.");
await(Duration.ofSeconds(10), () -> inspect("nav").find("logs.ship-1").isPresent());
await(Duration.ofSeconds(10), () -> inspect("nav").find("logs.home-1").isPresent());
/bundles
/inspect nav
require(process("nav").version() == 1, "nav runs version 1");
require(inspect("nav").find("odometer").isEmpty(), "it has no odometer");

IO.println("2. Push the second version: one source file, compiled against what runs.");
var pushed = push(SECOND);
IO.println("   %s@%d, %d classes".formatted(pushed.bundle(), pushed.version(), pushed.classes()));
require(pushed.bundle().equals("spaceship"), "it is the next version of the spaceship");
require(pushed.version() == 2, "its number is 2");
require(pushed.live().stream().allMatch(fit -> fit.fits()), "all that runs could go on under it");
require(push(SECOND).already(), "pushed again it is the same version");

IO.println("3. Nothing has changed: it is there, and nobody runs it.");
/bundles
require(process("nav").version() == 1, "nav still runs version 1");
require(runningOn(2) == 0, "no process runs version 2");
awaitClients();

IO.println("4. A dry run converts a copy of its state, and changes nothing.");
/upgrade nav --dry-run
var tried = dryRunUpgrade("nav");
require(tried.converted().equals(List.of("nav")) && tried.failed().isEmpty(), "nav would convert");
require(process("nav").version() == 1, "nav still runs version 1");

IO.println("5. Upgrade nav, and nobody stops steering.");
double x = inspect("nav").get("x").asDouble();
long known = applied("ship-1");
var upgraded = upgrade("nav");
IO.println("   nav runs %s; it paused for %d ms".formatted(
    upgraded.version(), upgraded.pauseMax().toMillis()));
require(upgraded.version().equals("spaceship@2"), "it went to version 2");
require(upgraded.converted().equals(List.of("nav")) && upgraded.failed().isEmpty(), "nav was converted");
require(process("nav").version() == 2, "nav runs version 2");
require(inspect("nav").get("x").asDouble() >= x, "it is where it was, or further");
require(applied("ship-1") >= known, "it knows what its clients did");
await(Duration.ofSeconds(10), () -> inspect("nav").get("odometer").asDouble() > 0);
await(Duration.ofSeconds(10), () -> inspect("nav").get("logs.home-1.thrusts").asLong() > 0);
int heading = inspect("nav").get("heading").asInt();
require(heading >= 0 && heading < 360, "its heading is in whole degrees");
awaitClients();
/inspect nav

IO.println("6. Both versions run side by side: nav talks to an engine that is still on version 1.");
/bundles
require(process("engine").version() == 1 && process("radar").version() == 1, "the others run version 1");
require(runningOn(1) == 2 && runningOn(2) == 1, "the census says so");
long burns = inspect("engine").get("burns").asLong();
await(Duration.ofSeconds(10), () -> inspect("engine").get("burns").asLong() > burns);

IO.println("7. Back to version 1, for those who miss it, and there again.");
/rollback nav
require(process("nav").version() == 1, "nav runs version 1");
require(inspect("nav").find("odometer").isEmpty(), "its odometer is gone");
awaitClients();
/upgrade nav --to 2
require(process("nav").version() == 2, "nav runs version 2");

IO.println("8. Home it goes, with its new code.");
double flown = inspect("nav").get("odometer").asDouble();
/move nav home
require(process("nav").node().equals("home"), "nav runs on home");
require(process("nav").version() == 2, "it runs version 2 there");
await(Duration.ofSeconds(10), () -> inspect("nav").get("odometer").asDouble() > flown);
awaitClients();
/ps
IO.println("nav is home on version 2, %.0f flown, and no client noticed.".formatted(
    inspect("nav").get("odometer").asDouble()));
