package dev.jumpgate.examples.finding;

import dev.jumpgate.Node;
import dev.jumpgate.NodeApplication;
import dev.jumpgate.operator.Event;
import dev.jumpgate.process.Ref;

/** The application: the beacon on the node {@code ship}, the pilots on {@code home}. */
public final class Finding implements NodeApplication {

  @Override
  public void start(Node node) {
    switch (node.name()) {
      case "ship" -> node.spawn(Beacon.NAME, Beacon.class, new Beacon.State(0));
      case "home" -> pilots(node);
      default -> {} // a place for the beacon to go to
    }
  }

  private static void pilots(Node node) {
    Ref<Beacon.Message> named = node.find(Beacon.NAME, Beacon.class);
    node.spawn("pilot-name", Pilot.class, Pilot.State.knowing(Pilot.Way.NAME, named));
    node.spawn("pilot-group", Pilot.class, Pilot.State.looking(Pilot.Way.GROUP));
    node.spawn("pilot-reference", Pilot.class, Pilot.State.looking(Pilot.Way.REFERENCE));
    var told = node.spawn("pilot-events", Pilot.class, Pilot.State.looking(Pilot.Way.EVENTS));
    // For as long as the node runs.
    var _ = node.follow((Event event) -> tell(node, event, told));
  }

  private static void tell(Node node, Event event, Ref<Pilot.Message> pilot) {
    if (event.kind() == Event.Kind.MOVED && Beacon.NAME.equals(event.process())) {
      node.group(Beacon.GROUP, Beacon.class)
          .pickNear()
          .ifPresent(beacon -> pilot.send(new Pilot.Message.Sighted(beacon)));
    }
  }
}
