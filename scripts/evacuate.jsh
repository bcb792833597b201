#!/usr/bin/env -S jumpgate run
// Empties a node before it is taken down: says what would go where, moves it, and checks that nobody was
// lost. What has to stay is an error, with the reason. In the demo it empties ship.
//
//   scripts/jumpgate run scripts/evacuate.jsh NODE [--dry-run] [TARGET...]
//   scripts/jumpgate demo --script scripts/evacuate.jsh

String node = args.length > 0 ? args[0] : "ship";
boolean dryRun = List.of(args).contains("--dry-run");
List<String> targets = Stream.of(args).skip(1).filter(arg -> !arg.startsWith("--")).toList();

List<String> named() {
  return ps().stream().map(ProcessStatus::name).filter(Objects::nonNull).sorted().toList();
}

long processesOn(String name) {
  return ps().stream().filter(process -> process.node().equals(name)).count();
}

require(nodes().stream().anyMatch(one -> one.name().equals(node)), "there is a node " + node);
require(nodes().size() > 1, "there is a node that can take the processes of " + node);

var plan = dryRunEvacuate(node);
for (var flow : plan.flows()) {
  IO.println("%d of %s to %s, %d bytes".formatted(flow.processes(), flow.from(), flow.to(), flow.bytes()));
}
for (var staying : plan.staying()) {
  IO.println("%s would stay: %s".formatted(staying.name(), staying.reason()));
}
if (dryRun) {
  System.exit(0);
}
require(plan.staying().isEmpty(), "every process of " + node + " can move");

List<String> before = named();
var done = evacuate(node, targets);
IO.println("%d processes left %s in %d ms".formatted(done.moved(), node, done.total().toMillis()));
for (var failed : done.failed()) {
  IO.println("%s stayed: %s".formatted(failed.name(), failed.reason()));
}
require(done.failed().isEmpty(), "every process has moved");
require(processesOn(node) == 0, node + " is empty");
require(named().containsAll(before), "every named process is still there");
IO.println(node + " is empty: it can be taken down.");
