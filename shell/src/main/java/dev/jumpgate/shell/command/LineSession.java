package dev.jumpgate.shell.command;

import dev.jumpgate.operator.Operator;
import dev.jumpgate.shell.client.GateClient;
import dev.jumpgate.shell.client.Gates;
import dev.jumpgate.shell.render.Style;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The session of one command from outside: connects when the command first asks something. */
final class LineSession implements Session, AutoCloseable {

  private final Gates gates;
  private final Frontends frontends;
  private final @Nullable String endpoint;
  private final PrintWriter out;
  private final PrintWriter err;
  private final Style style;
  // Confined to the thread that runs the command.
  private @Nullable GateClient client;

  /**
   * @param endpoint the gate when the command names none; null for any
   */
  LineSession(
      Gates gates,
      Frontends frontends,
      @Nullable String endpoint,
      PrintWriter out,
      PrintWriter err,
      Style style) {
    this.gates = gates;
    this.frontends = frontends;
    this.endpoint = endpoint;
    this.out = out;
    this.err = err;
    this.style = style;
  }

  @Override
  public @Nullable String endpoint() {
    return endpoint;
  }

  @Override
  public Operator operator() {
    if (client == null) {
      client = gates.connect(endpoint);
    }
    return client;
  }

  @Override
  public PrintWriter out() {
    return out;
  }

  @Override
  public PrintWriter err() {
    return err;
  }

  @Override
  public Style style() {
    return style;
  }

  @Override
  public Optional<Screen> screen() {
    return frontends.screen();
  }

  @Override
  public boolean verbose() {
    return false;
  }

  @Override
  public int open(Path script) {
    throw new UnsupportedOperationException("/open is a command of the prompt");
  }

  @Override
  public void exit(int code) {
    throw new UnsupportedOperationException("/exit is a command of the prompt");
  }

  @Override
  public void close() {
    if (client != null) {
      client.close();
    }
  }
}
