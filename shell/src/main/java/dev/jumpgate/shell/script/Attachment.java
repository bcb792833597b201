package dev.jumpgate.shell.script;

import dev.jumpgate.operator.NodeStatus;
import dev.jumpgate.operator.Operator;
import dev.jumpgate.operator.OperatorException;
import dev.jumpgate.shell.client.GateClient;
import dev.jumpgate.shell.client.Gates;
import dev.jumpgate.shell.client.NodeEvaluator;
import dev.jumpgate.shell.eval.JavaSession;
import java.io.PrintWriter;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/**
 * A Java session inside of a node.
 *
 * @param node the node's name
 */
record Attachment(String node, JavaSession java) implements AutoCloseable {

  /**
   * Connects to a node and begins a session there.
   *
   * @param out where what snippets print goes
   * @throws OperatorException with one line where there is no such node, or it cannot be reached
   */
  static Attachment to(
      String node, Operator operator, List<String> imports, PrintWriter out, PrintWriter err) {
    NodeStatus status =
        operator.nodes().stream()
            .filter(n -> n.name().equals(node))
            .findFirst()
            .orElseThrow(() ->
                new OperatorException(
                    OperatorException.Code.UNKNOWN_NODE,
                    "no node is named " + node,
                    "/nodes lists them"));
    String gate = status.gate();
    if (gate == null) {
      throw new OperatorException(
          OperatorException.Code.UNREACHABLE, "node " + node + " has no gate", null);
    }
    var toOut = new Utf8(out);
    var toErr = new Utf8(err);
    NodeEvaluator.Printer printer = (text, error) -> (error ? toErr : toOut).print(text);
    var evaluator =
        operator instanceof GateClient client
            ? client.evaluator(node, Path.of(gate), printer)
            : Gates.evaluator(node, Path.of(gate), printer);
    return new Attachment(node, JavaSession.in(evaluator, imports));
  }

  @Override
  public void close() {
    java.close();
  }

  /** Bytes to text, where a character may begin in one piece and end in the next. */
  private static final class Utf8 {

    private final PrintWriter out;
    private final CharsetDecoder decoder =
        StandardCharsets.UTF_8
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPLACE)
            .onUnmappableCharacter(CodingErrorAction.REPLACE);
    private byte[] left = {};

    Utf8(PrintWriter out) {
      this.out = out;
    }

    void print(byte[] more) {
      var bytes = ByteBuffer.allocate(left.length + more.length).put(left).put(more).flip();
      var text = CharBuffer.allocate(bytes.remaining());
      decoder.decode(bytes, text, false);
      left = new byte[bytes.remaining()];
      bytes.get(left);
      out.print(text.flip());
      out.flush();
    }
  }
}
