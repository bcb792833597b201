package dev.jumpgate.shell.eval;

import dev.jumpgate.shell.eval.Prepared.Call;
import dev.jumpgate.shell.eval.Prepared.Part;
import dev.jumpgate.shell.eval.Prepared.Plain;
import dev.jumpgate.shell.eval.Prepared.Settled;
import dev.jumpgate.shell.eval.Prepared.Shape;
import dev.jumpgate.shell.eval.Prepared.Valued;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import jdk.jshell.DeclarationSnippet;
import jdk.jshell.Diag;
import jdk.jshell.EvalException;
import jdk.jshell.ExpressionSnippet;
import jdk.jshell.JShell;
import jdk.jshell.MethodSnippet;
import jdk.jshell.Snippet;
import jdk.jshell.SnippetEvent;
import jdk.jshell.SourceCodeAnalysis.Attribute;
import jdk.jshell.SourceCodeAnalysis.Completeness;
import jdk.jshell.SourceCodeAnalysis.CompletionInfo;
import jdk.jshell.SourceCodeAnalysis.Suggestion;
import jdk.jshell.TypeDeclSnippet;
import jdk.jshell.VarSnippet;

/**
 * A JShell that compiles snippets for a site and runs none of them.
 *
 * <p>Confined to the thread that holds the session's lock.
 */
final class Engine implements AutoCloseable {

  private static final Pattern LAST_WORD = Pattern.compile("(\\w+)\\s*(\\(.*)?$");

  private final Site site;
  private final CompileOnlyControl control;
  private final JShell shell;
  private final Map<String, Source> sources = new HashMap<>();
  private int temporaries;

  /**
   * Builds the compiler; takes some hundred milliseconds.
   *
   * @param imports as in {@code static java.lang.Math.*}
   */
  Engine(Site site, List<String> imports) {
    this.site = site;
    control = new CompileOnlyControl(site.loader());
    shell =
        site.compiler(JShell.builder())
            .executionEngine(control.provider(), Map.of())
            .tempVariableNameGenerator(() -> "$" + ++temporaries)
            .build();
    site.refresh(shell);
    for (String each : imports) {
      for (SnippetEvent event : shell.eval("import " + each + ";")) {
        if (!event.status().isDefined()) {
          throw new IllegalStateException(
              "import " + each + ": " + problems(event.snippet()).getFirst().message());
        }
      }
    }
  }

  /** Goes the way of an expression once, so that the operator's first does not pay for loading. */
  void warmUp() {
    // JShell never gives a name twice: not $1, which is the operator's.
    temporaries = -1;
    for (SnippetEvent event : shell.eval(read("1+1").source())) {
      shell.drop(event.snippet());
    }
  }

  Reading read(String text) {
    CompletionInfo found = shell.sourceCodeAnalysis().analyzeCompletion(text);
    return switch (found.completeness()) {
      case EMPTY -> new Reading(Reading.State.EMPTY, "", text.length());
      case DEFINITELY_INCOMPLETE, CONSIDERED_INCOMPLETE ->
          new Reading(Reading.State.INCOMPLETE, "", text.length());
      case COMPLETE, COMPLETE_WITH_SEMI, UNKNOWN -> {
        String rest = found.remaining() == null ? "" : found.remaining();
        String source = found.source() == null ? text : found.source();
        int length = text.endsWith(rest) ? text.length() - rest.length() : text.length();
        yield new Reading(state(found.completeness(), source), source, length);
      }
    };
  }

  private static Reading.State state(Completeness completeness, String source) {
    String text = source.stripTrailing();
    boolean closed =
        completeness == Completeness.COMPLETE && (text.endsWith(";") || text.endsWith("}"));
    return closed || completeness == Completeness.UNKNOWN
        ? Reading.State.COMPLETE
        : Reading.State.UNTERMINATED;
  }

  Suggestions complete(String text, int cursor) {
    var anchor = new int[] {cursor};
    List<Suggestion> all = shell.sourceCodeAnalysis().completionSuggestions(text, cursor, anchor);
    List<Suggestion> fitting = all.stream().filter(Suggestion::matchesType).toList();
    List<Suggestion> offered = fitting.isEmpty() ? all : fitting;
    return new Suggestions(
        anchor[0], offered.stream().map(Suggestion::continuation).distinct().toList());
  }

  List<Marked> marks(String text) {
    return shell.sourceCodeAnalysis().highlights(text).stream()
        .map(h ->
            new Marked(
                h.start(),
                h.end(),
                h.attributes().contains(Attribute.KEYWORD),
                h.attributes().contains(Attribute.DECLARATION),
                h.attributes().contains(Attribute.DEPRECATED)))
        .toList();
  }

  Prepared prepare(Source source) {
    site.refresh(shell);
    List<Part> parts = new ArrayList<>();
    site.compiling(source.text());
    for (SnippetEvent event : shell.eval(source.text())) {
      if (event.causeSnippet() == null) {
        sources.put(event.snippet().id(), source);
        parts.add(part(event));
      }
    }
    return new Prepared(parts);
  }

  private Part part(SnippetEvent event) {
    Snippet snippet = event.snippet();
    if (event.status() == Snippet.Status.REJECTED) {
      return new Settled(new Outcome.Rejected(problems(snippet)));
    }
    if (event.status().isDefined()) {
      String type = shell.sourceCodeAnalysis().wrapper(snippet).fullClassName();
      String method = control.take(type);
      if (method != null) {
        return new Call(type, method, shape(snippet));
      }
    }
    if (snippet instanceof DeclarationSnippet declaration) {
      boolean replaced = event.previousStatus() != Snippet.Status.NONEXISTENT;
      return new Settled(
          new Outcome.Declared(
              title(declaration), replaced, shell.unresolvedDependencies(declaration).toList()));
    }
    return new Settled(new Outcome.Done());
  }

  private static Shape shape(Snippet snippet) {
    return switch (snippet) {
      case VarSnippet variable -> new Valued(variable.name(), variable.typeName());
      case ExpressionSnippet expression -> new Valued(expression.name(), expression.typeName());
      default -> new Plain();
    };
  }

  private static String title(DeclarationSnippet declaration) {
    return switch (declaration) {
      case MethodSnippet method -> "method " + method.name() + "(" + method.parameterTypes() + ")";
      case TypeDeclSnippet type ->
          type.subKind().name().replaceFirst("_SUBKIND$", "").toLowerCase(java.util.Locale.ROOT)
              + " "
              + type.name();
      default -> "variable " + declaration.name();
    };
  }

  private List<Problem> problems(Snippet snippet) {
    Source source = sources.getOrDefault(snippet.id(), new Source(new Place("", 1, 1), ""));
    List<Problem> errors =
        shell
            .diagnostics(snippet)
            .filter(Diag::isError)
            .map(d -> new Problem(source.at(d.getPosition()), oneLine(d.getMessage(null))))
            .toList();
    return errors.isEmpty()
        ? List.of(new Problem(source.start(), "the compiler refuses this, but does not say why"))
        : errors;
  }

  /** Declarations that still wait for something that was never declared. */
  List<Problem> unresolved() {
    return shell
        .snippets()
        .filter(s -> s instanceof DeclarationSnippet && shell.status(s).isActive())
        .map(DeclarationSnippet.class::cast)
        .flatMap(s -> shell.unresolvedDependencies(s).map(missing -> problem(s, missing)))
        .toList();
  }

  private Problem problem(DeclarationSnippet snippet, String missing) {
    Source source = sources.getOrDefault(snippet.id(), new Source(new Place("", 1, 1), ""));
    // JShell keeps no position for these: the first mention of the name is where to look.
    var word = LAST_WORD.matcher(missing);
    int offset = 0;
    if (word.find()) {
      var mention = Pattern.compile("\\b" + word.group(1) + "\\b").matcher(source.text());
      offset = mention.find() ? mention.start() : 0;
    }
    return new Problem(source.at(offset), "cannot find symbol: " + missing);
  }

  private static String oneLine(String message) {
    return message
        .lines()
        .map(String::strip)
        .filter(l -> !l.isEmpty() && !l.startsWith("location:"))
        .map(l -> l.replaceFirst("^symbol:\\s*", ""))
        .reduce((above, below) -> above + (above.endsWith(":") ? " " : ": ") + below)
        .orElse("")
        .replaceAll("\\bjava\\.lang\\.(?=[A-Z])", "");
  }

  /** The lines of snippets in a stack, innermost first. */
  List<Frame> frames(StackTraceElement[] stack) {
    control.failNext(stack);
    List<Frame> frames = new ArrayList<>();
    for (SnippetEvent event : shell.eval("{}")) {
      if (event.exception() instanceof EvalException translated) {
        Stream.of(translated.getStackTrace()).flatMap(this::frame).forEach(frames::add);
      }
      shell.drop(event.snippet());
    }
    return frames;
  }

  private Stream<Frame> frame(StackTraceElement element) {
    String file = element.getFileName();
    if (file == null || !file.startsWith("#")) {
      return Stream.empty();
    }
    Source source = sources.get(file.substring(1));
    if (source == null) {
      return Stream.empty();
    }
    return Stream.of(new Frame(source.atLine(element.getLineNumber()), method(element)));
  }

  private static String method(StackTraceElement element) {
    String name = element.getMethodName();
    if (name.startsWith("lambda$")) {
      name = name.substring("lambda$".length(), name.lastIndexOf('$'));
    }
    return name.startsWith("do_it$") ? "" : name;
  }

  @Override
  public void close() {
    shell.close();
  }
}
