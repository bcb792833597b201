package dev.jumpgate.shell.command;

import dev.jumpgate.operator.BundleStatus;
import dev.jumpgate.operator.CrashStatus;
import dev.jumpgate.operator.NodeStatus;
import dev.jumpgate.operator.Operator;
import dev.jumpgate.operator.Pattern;
import dev.jumpgate.operator.ProcessStatus;
import dev.jumpgate.state.Tree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What arguments may be, by the label that commands give them: names, nodes, paths, files. */
final class Arguments {

  /** Nobody picks from more. */
  private static final int ELEMENTS_MAX = 100;

  private final Supplier<Operator> operator;
  private final Glances glances;

  Arguments(Supplier<Operator> operator, Glances glances) {
    this.operator = operator;
    this.glances = glances;
  }

  /**
   * The candidates of one argument.
   *
   * @param label with dots where several may follow each other
   * @param positional false for the value of an option
   * @param word what is typed of it
   * @param first the command's first argument
   */
  List<Candidate> of(String label, boolean positional, String word, String first) {
    return switch (label) {
      case "NAME" -> positional ? processes() : bundles();
      case "PATTERN" -> processes();
      case "NODE", "ENDPOINT" -> nodes();
      case "NODE..." -> Stream.of(nodes(), processes()).flatMap(List::stream).toList();
      case "CRASH" -> crashes(CrashStatus::id);
      case "CRASHED" ->
          Stream.of(crashes(CrashStatus::id), crashes(CrashStatus::name))
              .flatMap(List::stream)
              .toList();
      case "ID" -> deadLetters();
      case "REVISION" -> revisions(first);
      case "TARGET" -> Stream.of(processes(), bundles()).flatMap(List::stream).toList();
      case "VERSION", "V" -> versions(first);
      case "PATH" -> first.isEmpty() ? files(word) : parts(first, word);
      case "FILE", "JAR-OR-DIR" -> files(word);
      default -> label.startsWith("FILE") ? files(word) : List.of();
    };
  }

  private List<Candidate> processes() {
    return ask("processes", o -> o.ps(Pattern.ALL)).stream()
        .map(ProcessStatus::name)
        .flatMap(Stream::ofNullable)
        .map(Candidate::of)
        .toList();
  }

  private List<Candidate> nodes() {
    return ask("nodes", Operator::nodes).stream().map(NodeStatus::name).map(Candidate::of).toList();
  }

  private List<Candidate> crashes(Function<CrashStatus, @Nullable String> part) {
    return ask("crashes", Operator::crashes).stream()
        .map(part)
        .flatMap(Stream::ofNullable)
        .distinct()
        .map(Candidate::of)
        .toList();
  }

  private List<Candidate> deadLetters() {
    return ask("dead letters", Operator::deadletters).stream()
        .map(letter -> Candidate.of(letter.id()))
        .toList();
  }

  /** The latest first: they are meant most often. */
  private List<Candidate> revisions(String process) {
    return ask("history of " + process, o -> o.history(process).entries()).reversed().stream()
        .map(entry -> Candidate.of(Long.toString(entry.revision())))
        .toList();
  }

  private List<Candidate> bundles() {
    return ask("bundles", Operator::bundles).stream()
        .map(BundleStatus::bundle)
        .distinct()
        .map(Candidate::of)
        .toList();
  }

  /** Those of the bundle named, or of all where a process is. */
  private List<Candidate> versions(String target) {
    List<BundleStatus> all = ask("bundles", Operator::bundles);
    boolean named = all.stream().anyMatch(b -> b.bundle().equals(target));
    return all.stream()
        .filter(b -> !named || b.bundle().equals(target))
        .map(b -> Candidate.of(String.valueOf(b.version())))
        .distinct()
        .toList();
  }

  private <T> List<T> ask(String what, Function<Operator, List<T>> question) {
    return glances.at(what, () -> question.apply(operator.get()), List.of());
  }

  /** The parts of a process's state one level below what {@code word} names so far. */
  private List<Candidate> parts(String process, String word) {
    Tree state =
        glances.at("state of " + process, () -> operator.get().inspect(process), Tree.of(null));
    int end = Math.max(Math.max(word.lastIndexOf('.'), word.lastIndexOf('[')), 0);
    String parent = word.substring(0, end);
    return glances.ofOurs(() -> state.find(parent).map(t -> below(parent, t)), List.of());
  }

  private static List<Candidate> below(String parent, Tree tree) {
    String dot = parent.isEmpty() ? "" : ".";
    return switch (tree) {
      case Tree.RecordNode node ->
          node.fields().stream().map(f -> Candidate.open(parent + dot + f)).toList();
      case Tree.MapNode node ->
          node.keys().stream()
              .limit(ELEMENTS_MAX)
              .map(k -> Candidate.open(parent + (isPlain(k) ? dot + k : quoted(k))))
              .toList();
      case Tree.ListNode node ->
          IntStream.range(0, Math.min(node.size(), ELEMENTS_MAX))
              .mapToObj(i -> Candidate.open(parent + "[" + i + "]"))
              .toList();
      case Tree.SetNode _, Tree.Symbol _, Tree.Scalar _ -> List.of();
    };
  }

  private static boolean isPlain(String key) {
    return key.matches("[\\w$-]+");
  }

  private static String quoted(String key) {
    return "[\"" + key.replace("\\", "\\\\").replace("\"", "\\\"") + "\"]";
  }

  private List<Candidate> files(String word) {
    return glances.at("files " + word, () -> list(word), List.of());
  }

  private static List<Candidate> list(String word) throws IOException {
    int end = word.lastIndexOf('/') + 1;
    String folder = word.substring(0, end);
    String begin = word.substring(end);
    try (Stream<Path> files = Files.list(Path.of(folder))) {
      return files
          .filter(f -> f.getFileName().toString().startsWith(begin))
          // Hidden ones are not meant unless their dot is typed.
          .filter(f -> !begin.isEmpty() || !f.getFileName().toString().startsWith("."))
          .map(f -> file(folder + f.getFileName(), f))
          .sorted(java.util.Comparator.comparing(Candidate::text))
          .toList();
    }
  }

  private static Candidate file(String text, Path file) {
    return Files.isDirectory(file) ? Candidate.open(text + "/") : Candidate.of(text);
  }
}
