package dev.jumpgate;

import dev.jumpgate.fixture.Book;
import dev.jumpgate.fixture.Tally;
import dev.jumpgate.fixture.Tally.Message;
import dev.jumpgate.gate.protocol.Call;
import dev.jumpgate.gate.protocol.GateSockets;
import dev.jumpgate.gate.protocol.Result;
import dev.jumpgate.operator.Conflict;
import dev.jumpgate.operator.ProcessStatus;
import dev.jumpgate.process.JumpgateException;
import dev.jumpgate.process.Ref;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A node in a JVM of its own, which does what its standard input says, a command a line: {@code ID
 * VERB [NAME [TEXT]]}. It answers with {@code ID ok WHAT} or {@code ID EXCEPTION MESSAGE}, commands
 * that take long behind those that do not. It ends with its input.
 */
final class NodeOnALine {

  // Longer than a call may have to wait, for a host that stands still and more.
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final Node node;

  private NodeOnALine(Node node) {
    this.node = node;
  }

  /**
   * NAME BIND RUN-FOLDER SEED KEYS [SECONDS]; a dash stands for none. With the seconds to drain it
   * closes in good order when it is told to terminate.
   */
  public static void main(String[] args) throws IOException {
    var config = NodeConfig.named(args[0]).bind(args[1]).sockets(new GateSockets(Path.of(args[2])));
    if (!args[3].equals("-")) {
      config.join(List.of(args[3]));
    }
    if (!args[4].equals("-")) {
      config.keys(Path.of(args[4]));
    }
    if (args.length > 5) {
      config.drain(Duration.ofSeconds(Long.parseLong(args[5])));
    }
    Node node = Node.start(config);
    if (args.length > 5) {
      Runtime.getRuntime().addShutdownHook(new Thread(node::close, "node-close"));
    }
    say("0 ok " + node.address());
    new NodeOnALine(node).obey();
    // Its tester is gone, or has no more use for it.
    Runtime.getRuntime().halt(0);
  }

  private void obey() throws IOException {
    var commands = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    for (String line; (line = commands.readLine()) != null; ) {
      String[] command = line.split(" ", 4);
      Thread.ofVirtual().start(() -> say(command[0] + " " + answer(command)));
    }
  }

  private static synchronized void say(String line) {
    System.out.println(line);
  }

  private String answer(String[] command) {
    try {
      return "ok " + answer(command[1], command.length < 3 ? "" : command[2], command);
    } catch (JumpgateException | IOException e) {
      return e.getClass().getSimpleName() + " " + e.getMessage();
    }
  }

  private String answer(String verb, String name, String[] command) throws IOException {
    return switch (verb) {
      case "members" -> String.valueOf(node.members());
      case "spawn" -> {
        node.spawn(name, Tally.class, Tally.EMPTY.note(command[3]));
        yield "";
      }
      case "notes" -> tally(name).call(new Message.Notes()).toString();
      case "keep" -> tally(name).call(new Message.Keep());
      case "add" ->
          String.valueOf(
              tally(name)
                  .call(new Message.AddAndCount(node.name(), Long.parseLong(command[3])))
                  .applied());
      case "count" -> String.valueOf(tally(name).call(new Message.CountOf(command[3])).applied());
      case "open" -> {
        node.spawn(name, Book.class, Book.EMPTY);
        yield "";
      }
      case "write" -> {
        String[] line = command[3].split(" ", 2);
        var write = new Book.Message.Write(line[0], Long.parseLong(line[1]));
        yield String.valueOf(book(name).call(write, PATIENCE));
      }
      case "read" ->
          book(name).call(new Book.Message.Read(command[3]), PATIENCE).stream()
              .map(String::valueOf)
              .collect(Collectors.joining(" "));
      case "copy" ->
          String.valueOf(book(name).call(new Book.Message.CopyTo(book(command[3])), PATIENCE));
      case "move" -> ask(new Call.Move(name, command[3]));
      case "failover" -> ask(new Call.FailOver(name, false));
      case "stable" -> ask(new Call.About(name, false));
      case "follow" -> ask(new Call.Keep(name, command[3], true));
      case "standby" -> ask(new Call.Ps(name, null), ProcessStatus::standby);
      case "owners" -> ask(new Call.Ps(name, null));
      case "conflicts" -> ask(new Call.Conflicts());
      default -> throw new IOException("no such verb: " + verb);
    };
  }

  private Ref<Book.Message> book(String name) {
    return node.find(name, Book.class);
  }

  private Ref<Message> tally(String name) {
    return node.find(name, Tally.class);
  }

  private String ask(Call call) throws IOException {
    try (var gate = new GateConnection(node)) {
      return switch (gate.ask(call)) {
        case Result.Processes(var all) ->
            String.join(" ", all.stream().map(NodeOnALine::shown).toList());
        case Result.Conflicts(var all) ->
            String.join("; ", all.stream().map(NodeOnALine::shown).toList());
        case Result.Changed(var process) -> shown(process);
        case Result.Moved moved -> moved.move().to();
        case Result.About about -> String.valueOf(about.stable());
        case Result other -> throw new IOException("not what was asked for: " + other);
      };
    }
  }

  private String ask(Call.Ps call, Function<ProcessStatus, @Nullable String> what)
      throws IOException {
    try (var gate = new GateConnection(node)) {
      List<ProcessStatus> all = ((Result.Processes) gate.ask(call)).processes();
      return all.isEmpty() ? "" : String.valueOf(what.apply(all.getFirst()));
    }
  }

  private static String shown(ProcessStatus process) {
    return process.node() + "@" + process.revision();
  }

  private static String shown(Conflict conflict) {
    return "%s of %s gave way to %s: %s"
        .formatted(
            conflict.process(),
            conflict.node(),
            conflict.ownerNode(),
            Objects.toString(conflict.state()));
  }
}
