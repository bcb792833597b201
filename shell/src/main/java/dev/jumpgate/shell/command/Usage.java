package dev.jumpgate.shell.command;

import picocli.CommandLine;

/**
 * What a command's help says, in the words of where it is typed: {@code jumpgate ps} outside is
 * {@code /ps} at the prompt.
 */
final class Usage {

  /** What commands are typed after outside; as written in their examples. */
  static final String LINE = "jumpgate ";

  /** What commands are typed after at the prompt. */
  static final String PROMPT = "/";

  private Usage() {}

  /** The whole help of a command, each line ended. */
  static String help(CommandLine command, String prefix) {
    return in(command.getUsageMessage(command.getColorScheme()), command, prefix);
  }

  /** The one line that says how a command is typed; of several ways the first. */
  static String synopsis(CommandLine command, String prefix) {
    String all = in(command.getHelp().customSynopsis(), command, prefix).strip();
    int second = all.indexOf("\n       " + prefix + command.getCommandName());
    String first = second < 0 ? all : all.substring(0, second);
    return first.strip().replaceAll("\\s*\n\\s*", " ");
  }

  private static String in(String text, CommandLine command, String prefix) {
    String name = command.getCommandName();
    return text.replace(LINE + name, prefix + name);
  }
}
