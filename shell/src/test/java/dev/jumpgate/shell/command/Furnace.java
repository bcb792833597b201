package dev.jumpgate.shell.command;

import dev.jumpgate.process.Behavior;
import dev.jumpgate.process.Context;
import dev.jumpgate.process.Request;
import java.util.concurrent.CountDownLatch;

/** A process that fails when it has too little fuel, and can be made to get stuck. */
public final class Furnace implements Behavior<Furnace.State, Furnace.Message> {

  private static volatile CountDownLatch stuck = new CountDownLatch(1);
  private static volatile CountDownLatch released = new CountDownLatch(1);

  public record State(long fuel) {}

  public sealed interface Message {

    record Burn(long fuel) implements Message, Request<Message, Long> {}

    record Refuel(long fuel) implements Message {}

    record Stick() implements Message {}
  }

  @Override
  public State handle(State state, Message message, Context<Message> context) {
    return switch (message) {
      case Message.Burn ask -> {
        if (ask.fuel() > state.fuel()) {
          throw new IllegalStateException("no fuel");
        }
        long left = state.fuel() - ask.fuel();
        context.reply(ask, left);
        yield new State(left);
      }
      case Message.Refuel(long fuel) -> new State(state.fuel() + fuel);
      case Message.Stick() -> {
        stuck.countDown();
        awaitRelease();
        yield state;
      }
    };
  }

  /** From now on the next one that sticks counts as the first. */
  static void reset() {
    stuck = new CountDownLatch(1);
    released = new CountDownLatch(1);
  }

  /** Waits until one is stuck. */
  static void awaitStuck() throws InterruptedException {
    stuck.await();
  }

  /** What is stuck goes on. */
  static void release() {
    released.countDown();
  }

  // Deaf to interrupts, so that only a kill ends it.
  private static void awaitRelease() {
    boolean waits = true;
    while (waits) {
      try {
        released.await();
        waits = false;
      } catch (InterruptedException e) {
        // Deaf.
      }
    }
  }
}
