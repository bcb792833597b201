package dev.jumpgate.shell.command;

import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/**
 * Finds what may stand at the end of a command line that is being typed: commands, options, and
 * arguments by their label. A command gets it by declaring its parameters, and does nothing more.
 */
final class Completion {

  private final Map<String, CommandLine> commands;
  private final Arguments arguments;

  Completion(CommandLine root, Arguments arguments) {
    this.commands = root.getSubcommands();
    this.arguments = arguments;
  }

  /**
   * Candidates for the last word, which may be empty.
   *
   * @param words the command's name first, without a slash
   */
  List<Candidate> of(List<String> words) {
    String word = words.getLast();
    return candidates(words).filter(c -> c.text().startsWith(word)).distinct().toList();
  }

  private Stream<Candidate> candidates(List<String> words) {
    if (words.size() == 1) {
      return commands.keySet().stream().map(Candidate::of);
    }
    CommandLine command = commands.get(words.getFirst());
    return command == null ? Stream.of() : arguments(command.getCommandSpec(), words);
  }

  private Stream<Candidate> arguments(CommandSpec command, List<String> words) {
    String word = words.getLast();
    int positional = 0;
    String first = "";
    OptionSpec asking = null;
    for (String before : words.subList(1, words.size() - 1)) {
      if (asking != null) {
        asking = null;
      } else if (before.startsWith("-")) {
        asking = asking(command, before);
      } else {
        first = positional++ == 0 ? before : first;
      }
    }
    if (asking != null) {
      return values(asking, word, first);
    }
    return word.startsWith("-")
        ? options(command, word, words)
        : positional(command, positional, word, first);
  }

  /** The option whose value is the next word, or null. */
  private static @Nullable OptionSpec asking(CommandSpec command, String word) {
    OptionSpec option = command.findOption(word);
    return option != null && option.arity().min() > 0 ? option : null;
  }

  private Stream<Candidate> options(CommandSpec command, String word, List<String> words) {
    int equals = word.indexOf('=');
    if (equals > 0) {
      OptionSpec option = command.findOption(word.substring(0, equals));
      String head = word.substring(0, equals + 1);
      return option == null
          ? Stream.of()
          : values(option, word.substring(equals + 1), "")
              .map(c -> new Candidate(head + c.text(), c.whole()));
    }
    Predicate<OptionSpec> fresh =
        option -> Stream.of(option.names()).noneMatch(words.subList(1, words.size() - 1)::contains);
    return command.options().stream()
        .filter(option -> !option.hidden() && fresh.test(option))
        .map(option -> Candidate.of(option.longestName()));
  }

  private Stream<Candidate> positional(CommandSpec command, int at, String word, String first) {
    return command.positionalParameters().stream()
        .filter(p -> !p.hidden() && p.index().contains(at))
        .flatMap(p -> values(p, word, first));
  }

  private Stream<Candidate> values(ArgSpec argument, String word, String first) {
    if (argument.completionCandidates() != null) {
      return Stream.of(argument.completionCandidates())
          .flatMap(all -> java.util.stream.StreamSupport.stream(all.spliterator(), false))
          .map(Candidate::of);
    }
    String label = argument.paramLabel();
    if (label.equals("COMMAND")) {
      return commands.keySet().stream().map(Candidate::of);
    }
    boolean positional = argument instanceof PositionalParamSpec;
    boolean several = argument instanceof PositionalParamSpec p && p.index().isVariable();
    return arguments.of(several ? label + "..." : label, positional, word, first).stream();
  }
}
