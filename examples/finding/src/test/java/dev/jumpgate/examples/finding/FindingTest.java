package dev.jumpgate.examples.finding;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jumpgate.Node;
import dev.jumpgate.NodeConfig;
import dev.jumpgate.gate.protocol.GateSockets;
import dev.jumpgate.shell.client.GateClient;
import dev.jumpgate.shell.client.Gates;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Each of the four ways, while the beacon moves. */
final class FindingTest {

  private Path run;
  private Node ship;
  private Node home;
  private GateClient gate;

  @BeforeEach
  void start() throws IOException {
    run = Files.createTempDirectory("jg");
    var sockets = new GateSockets(run);
    ship = Node.start(NodeConfig.named("ship").sockets(sockets));
    home = Node.start(NodeConfig.named("home").sockets(sockets).join(List.of(ship.address())));
    var finding = new Finding();
    finding.start(ship);
    finding.start(home);
    gate = new Gates(sockets).connect("home");
  }

  @AfterEach
  void stop() throws IOException {
    gate.close();
    home.close();
    ship.close();
    Files.deleteIfExists(run);
  }

  @ParameterizedTest
  @ValueSource(strings = {"pilot-name", "pilot-group", "pilot-events", "pilot-reference"})
  void pilot_beaconMovesToAndFro_missesNothing(String pilot) throws Exception {
    awaitAnswers(pilot);
    for (String node : List.of("home", "ship", "home", "ship")) {
      gate.move(Beacon.NAME, node);
      awaitAnswers(pilot);
    }

    assertThat(count(pilot, "failures")).isZero();
  }

  @Test
  void events_beaconMoves_tellItsNewPlace() throws Exception {
    awaitAnswers("pilot-events");
    gate.move(Beacon.NAME, "home");

    await(() -> count("pilot-events", "sightings") == 1);
  }

  @Test
  void localName_beaconMoves_isWhereItIs() throws Exception {
    awaitAnswers("pilot-group");
    assertThat(ship.whereis(Beacon.NAME_HERE, Beacon.class)).isPresent();
    gate.move(Beacon.NAME, "home");

    await(() -> home.whereis(Beacon.NAME_HERE, Beacon.class).isPresent());
    assertThat(ship.whereis(Beacon.NAME_HERE, Beacon.class)).isEmpty();
  }

  private void awaitAnswers(String pilot) throws InterruptedException {
    long before = count(pilot, "answers");
    await(() -> count(pilot, "answers") > before + 5);
  }

  private long count(String pilot, String what) {
    return gate.inspect(pilot).get(what).asLong();
  }

  private static void await(BooleanSupplier condition) throws InterruptedException {
    long deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).as("time is up").isLessThan(deadline);
      Thread.sleep(5); // between two looks
    }
  }
}
