package dev.jumpgate.shell.client;

import dev.jumpgate.gate.protocol.Evaluated;
import dev.jumpgate.gate.protocol.Evaluation;
import dev.jumpgate.operator.OperatorException;

/** The evaluator inside one node, over a connection of its own. */
public interface NodeEvaluator extends AutoCloseable {

  /** An evaluation that is under way. */
  interface Pending {

    /**
     * Waits for its end.
     *
     * @throws OperatorException {@code UNREACHABLE} when the node goes before
     */
    Evaluated await() throws InterruptedException;

    /** Stops it; its end still comes. */
    void cancel();
  }

  /** The name of the node. */
  String node();

  /** False once the connection has ended, whoever ended it. */
  boolean isOpen();

  /** Begins an evaluation. */
  Pending begin(Evaluation what);

  /**
   * Has one thing done that ends by itself.
   *
   * @throws OperatorException {@code UNREACHABLE} when the node goes before
   */
  default Evaluated ask(Evaluation what) {
    Pending pending = begin(what);
    boolean interrupted = false;
    try {
      while (true) {
        try {
          return pending.await();
        } catch (InterruptedException e) {
          // Short, and half a compilation helps nobody: the interrupt is for what follows.
          interrupted = true;
        }
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /** Takes what snippets print. */
  @FunctionalInterface
  interface Printer {
    void print(byte[] text, boolean error);
  }

  @Override
  void close();
}
