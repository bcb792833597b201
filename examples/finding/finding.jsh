#!/usr/bin/env -S jumpgate run
// The beacon goes to and fro between ship and home; each pilot finds it in its own way, and misses nothing.
// The README beside this file says how to start the two nodes.

List<String> PILOTS = List.of("pilot-name", "pilot-group", "pilot-events", "pilot-reference");

long answers(String pilot) {
  return inspect(pilot).get("answers").asLong();
}

void awaitAnswers() throws Exception {
  for (String pilot : PILOTS) {
    long before = answers(pilot);
    await(Duration.ofSeconds(10), () -> answers(pilot) > before + 5);
  }
}

awaitAnswers();
for (int i = 0; i < 4; i++) {
  move("beacon", ps("beacon").getFirst().node().equals("ship") ? "home" : "ship");
  awaitAnswers();
}
for (String pilot : PILOTS) {
  IO.println("%s: %d answers, %d missed".formatted(pilot, answers(pilot), inspect(pilot).get("failures").asLong()));
  require(inspect(pilot).get("failures").asLong() == 0, pilot + " missed the beacon");
}
require(inspect("pilot-events").get("sightings").asLong() >= 4, "events told of each move");
