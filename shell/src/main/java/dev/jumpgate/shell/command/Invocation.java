package dev.jumpgate.shell.command;

import dev.jumpgate.keys.KeyFolder;
import dev.jumpgate.operator.Operator;
import dev.jumpgate.shell.client.Gates;
import java.nio.file.Path;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** What every command has: a session to work in, and the options that all of them take. */
@Command(name = "jumpgate")
class Invocation {

  // Immutable.
  private final Session session;
  private final Gates gates;

  // Set by picocli.
  @Option(
      names = "--connect",
      scope = ScopeType.INHERIT,
      paramLabel = "ENDPOINT",
      description =
          "The gate to use: a local node's name, a socket's path, or [operator@]host:port."
              + " Default: JUMPGATE_CONNECT, else any of this machine.")
  @Nullable String connect;

  @Option(
      names = "--keys",
      scope = ScopeType.INHERIT,
      paramLabel = "DIR",
      description = "The folder of keys, for gates over TCP. Default: ~/.jumpgate/keys.")
  @Nullable Path keys;

  @Option(
      names = "--json",
      scope = ScopeType.INHERIT,
      description = "Print one JSON document and nothing else.")
  boolean json;

  @Option(
      names = "--verbose",
      scope = ScopeType.INHERIT,
      description = "Show stack traces with errors.")
  boolean verbose;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      scope = ScopeType.INHERIT,
      description = "Show this help.")
  boolean help;

  Invocation(Session session, Gates gates) {
    this.session = session;
    this.gates = gates;
  }

  Session session() {
    return session;
  }

  Gates gates() {
    return keys == null ? gates : gates.with(new KeyFolder(keys));
  }

  /** The folder of {@code --keys}, else the user's own. */
  KeyFolder keyFolder() {
    return keys == null ? KeyFolder.ofThisUser() : new KeyFolder(keys);
  }

  boolean verbose() {
    return verbose || session.verbose();
  }

  /** Works with the cluster behind the session's gate, or behind that of {@code --connect}. */
  <R> R withOperator(Function<Operator, R> work) {
    if (connect == null && keys == null) {
      return work.apply(session.operator());
    }
    try (var client = gates().connect(connect == null ? session.endpoint() : connect)) {
      return work.apply(client);
    }
  }

  /** Prints one line of result. */
  void println(String line) {
    session.out().println(line);
    session.out().flush();
  }

  /** Prints text that ends its own lines. */
  void print(String text) {
    session.out().print(text);
    session.out().flush();
  }

  /** Says something beside the result, on the side of complaints. */
  void remark(String line) {
    session.err().println(line);
    session.err().flush();
  }
}
