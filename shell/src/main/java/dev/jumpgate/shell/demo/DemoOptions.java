package dev.jumpgate.shell.demo;

import dev.jumpgate.operator.OperatorException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * What a demo needs from its surroundings.
 *
 * @param spaceship the jar of the application that the nodes run
 * @param out where the ledger lines go
 * @param progress where it tells what it is about
 */
public record DemoOptions(Path spaceship, PrintWriter out, PrintWriter progress) {

  private static final String EXAMPLES = "jumpgate.examples";

  /**
   * With the jar found below the folder that the system property {@code jumpgate.examples} names.
   *
   * @throws OperatorException when it is not there
   */
  public static DemoOptions of(PrintWriter out, PrintWriter progress) {
    String examples = System.getProperty(EXAMPLES, "");
    if (examples.isBlank()) {
      throw failed(
          "the demo does not know where its spaceship is: -D" + EXAMPLES + " is not set",
          "start it with scripts/jumpgate demo");
    }
    Path jar = Path.of(examples, "spaceship", "target", "spaceship.jar");
    if (!Files.isRegularFile(jar)) {
      throw failed("the demo's spaceship is not built: no " + jar, "mvn -DskipTests package");
    }
    return new DemoOptions(jar, out, progress);
  }

  private static OperatorException failed(String message, String hint) {
    return new OperatorException(OperatorException.Code.FAILED, message, hint);
  }
}
