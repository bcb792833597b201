package dev.jumpgate.shell.render;

import dev.jumpgate.operator.Crash;
import dev.jumpgate.operator.CrashStatus;
import dev.jumpgate.operator.ReplayResult;
import dev.jumpgate.shell.render.Style.Color;
import dev.jumpgate.state.Diff;
import dev.jumpgate.state.Tree;
import java.time.format.DateTimeFormatter;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A crash as a report, and what came of running it again. Everything ends its own lines. */
public final class CrashText {

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss.SSS");
  private static final String INDENT = "  ";

  private final Style style;
  private final StringBuilder out = new StringBuilder();

  private CrashText(Style style) {
    this.style = style;
  }

  /** All that is known of a crash. */
  public static String report(Crash crash, Style style) {
    var text = new CrashText(style);
    text.head(crash);
    text.thrown(crash.status().error(), crash.stack());
    text.section("message");
    text.tree(crash.message(), crash.status().handling());
    text.section("state before, revision " + crash.revision());
    text.tree(crash.state(), "cannot be shown");
    if (!crash.before().isEmpty()) {
      text.section("messages before, oldest first");
      crash.before().forEach(message -> text.line(message.toString()));
    }
    if (crash.deadLetter() != null) {
      String letter = Plain.line(crash.deadLetter());
      text.out.append("\nthe message is kept as dead letter %s\n".formatted(letter));
    }
    return text.out.toString();
  }

  /**
   * What came of running a crash again.
   *
   * @param before the state that it began with; null where that cannot be shown
   */
  public static String replay(ReplayResult replay, @Nullable Tree before, Style style) {
    var text = new CrashText(style);
    String how = replay.error() == null ? "returned" : style.paint(Color.BAD, "threw");
    text.out
        .append(style.paint(Color.NAME, Plain.line(replay.crash())))
        .append(" with ")
        .append(Plain.line(replay.version()))
        .append(": ")
        .append(how)
        .append(" after ")
        .append(Quantity.duration(replay.total()))
        .append("; nothing live was changed\n");
    if (replay.error() != null) {
      text.thrown(replay.error(), replay.stack());
    } else {
      text.state(before, replay.state());
    }
    if (!replay.effects().isEmpty()) {
      text.section("effects, none of which left");
      replay.effects().forEach(text::effect);
    }
    return text.out.toString();
  }

  private void head(Crash crash) {
    CrashStatus status = crash.status();
    out.append(style.paint(Color.NAME, Plain.line(status.id()))).append("  ");
    if (status.name() != null) {
      out.append(Plain.line(status.name())).append("  ");
    }
    out.append(status.pid())
        .append("  on ")
        .append(Plain.line(status.node()))
        .append("  ")
        .append(Plain.line(status.version()))
        .append("  ")
        .append(TIME.withZone(style.zone()).format(status.time()))
        .append('\n');
  }

  private void thrown(String error, List<String> stack) {
    out.append('\n').append(style.paint(Color.BAD, Plain.line(error))).append('\n');
    for (String frame : stack) {
      out.append(style.paint(Color.FAINT, INDENT + "at " + Plain.line(frame))).append('\n');
    }
  }

  private void state(@Nullable Tree before, @Nullable Tree after) {
    if (after == null) {
      section("state");
      line("cannot be shown");
    } else if (before == null) {
      section("state");
      tree(after, "");
    } else {
      List<Diff.Change<String, Tree>> changes = Diff.between(before, after);
      section(changes.isEmpty() ? "state, as it was" : "state, against that before");
      out.append(indented(DiffView.render(changes, narrower())));
    }
  }

  private void effect(ReplayResult.Effect effect) {
    String target = effect.target() == null ? "" : " " + effect.target();
    String value = effect.value() == null ? "" : " " + effect.value();
    line("%-5s%s%s".formatted(effect.kind(), target, value).stripTrailing());
  }

  private void section(String title) {
    out.append('\n').append(style.paint(Color.HEADING, title)).append('\n');
  }

  private void tree(@Nullable Tree tree, String otherwise) {
    if (tree == null) {
      line(otherwise);
    } else {
      out.append(indented(TreeView.render(tree, narrower())));
    }
  }

  private void line(String text) {
    int room = style.width() - INDENT.length();
    out.append(INDENT).append(Plain.cut(Plain.line(text), room)).append('\n');
  }

  private Style narrower() {
    return new Style(style.color(), style.width() - INDENT.length(), style.zone());
  }

  private static String indented(String lines) {
    return lines.indent(INDENT.length());
  }
}
