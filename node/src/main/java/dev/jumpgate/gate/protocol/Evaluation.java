package dev.jumpgate.gate.protocol;

import dev.jumpgate.state.Bytes;
import java.util.List;

/** One thing that a compiler in a shell asks of the evaluator in a node. */
public sealed interface Evaluation {

  /** Which state of the node's code there is; a push makes another. */
  record Generation() implements Evaluation {}

  /** The names of all packages that snippets may import from. */
  record Packages() implements Evaluation {}

  /** The names of all classes of a package. */
  record Names(String inPackage) implements Evaluation {}

  /** The class file of a class that snippets may refer to. */
  record ClassBytes(String type) implements Evaluation {}

  /**
   * Makes the classes of snippets known.
   *
   * @param source what was typed, for the audit log
   */
  record Load(List<ClassFile> classes, String source) implements Evaluation {}

  /** Runs a static method of a snippet's class. A {@link ToGate.Cancel} stops it. */
  record Invoke(String type, String method) implements Evaluation {}

  /** A class of a snippet as javac made it. */
  record ClassFile(String name, Bytes bytes) {}
}
