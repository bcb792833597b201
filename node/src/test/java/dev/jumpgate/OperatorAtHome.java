package dev.jumpgate;

import dev.jumpgate.fixture.Wretch;
import dev.jumpgate.fixture.Wretch.Message;
import dev.jumpgate.fixture.Wretch.State;
import dev.jumpgate.process.Ref;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** Tests of what an operator at the gate of home sees of processes on ship, and does to them. */
abstract class OperatorAtHome {

  static NodePair nodes;
  static GateConnection operator;

  @BeforeAll
  static void start() throws Exception {
    nodes = new NodePair();
    operator = new GateConnection(nodes.home());
  }

  @AfterAll
  static void stop() throws Exception {
    operator.close();
    nodes.close();
  }

  static Ref<Message> wretch(String name) {
    return nodes.ship().spawn(name, Wretch.class, State.EMPTY);
  }
}
