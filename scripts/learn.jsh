// The one short life of which the launcher has later nodes remember what was loaded, linked and often run: two nodes
// beside the shell's own, in one JVM, and processes that are copied, handed over, moved and looked into. A node that is
// needed in an incident has often done nothing of the kind before. The launcher reads this after each build.

var jar = List.of(Path.of(System.getProperty("jumpgate.examples"), "spaceship/target/spaceship.jar"));
var seeds = List.of(nodes().getFirst().address());
var ship = dev.jumpgate.Node.start(
    dev.jumpgate.NodeConfig.named("ship").join(seeds).app(jar).main("dev.jumpgate.examples.spaceship.Spaceship"));
var home = dev.jumpgate.Node.start(dev.jumpgate.NodeConfig.named("home").join(seeds).app(jar));

standby("nav", "home");
for (int i = 0; i < 10; i++) {
  String from = ps("nav").getFirst().node();
  String to = from.equals("ship") ? "home" : "ship";
  await(Duration.ofSeconds(10), () -> to.equals(ps("nav").getFirst().standby()));
  failover("nav");
  await(Duration.ofSeconds(10), () -> to.equals(ps("nav").getFirst().node()));
  move("radar", to);
  inspect("radar");
}
/ps
/events
ship.close();
home.close();
/exit
