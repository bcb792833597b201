package dev.jumpgate.state;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A path into a {@link Tree}.
 *
 * @param text the path as it was written
 * @param steps from the root on
 */
record TreePath(String text, List<Step> steps) {

  private static final Pattern NAME = Pattern.compile("[\\p{L}\\p{N}_$-]+");
  private static final Pattern BRACKETS =
      Pattern.compile("\\[(?:(\\d+)|\"((?:[^\"\\\\]|\\\\.)*+)\")\\]", Pattern.DOTALL);
  private static final int MOST_NAMED = 8;

  /**
   * A step down.
   *
   * @param name a component or a key
   * @param bracketed written {@code [3]}: also an index
   */
  record Step(String name, boolean bracketed) {}

  static TreePath parse(String text) {
    List<Step> steps = new ArrayList<>();
    Matcher name = NAME.matcher(text);
    Matcher brackets = BRACKETS.matcher(text);
    int at = 0;
    while (at < text.length()) {
      // A dot stands before a name, save the first.
      boolean dot = text.charAt(at) == '.' && at > 0;
      int start = dot ? at + 1 : at;
      if (brackets.region(start, text.length()).lookingAt()) {
        String index = brackets.group(1);
        steps.add(index != null ? new Step(index, true) : new Step(quoted(brackets), false));
        at = brackets.end();
      } else if ((dot || at == 0) && name.region(start, text.length()).lookingAt()) {
        steps.add(new Step(name.group(), false));
        at = name.end();
      } else {
        throw new NoSuchPathException(
            "not a path: " + quote(text) + ", at " + quote(text.substring(at)));
      }
    }
    return new TreePath(text, List.copyOf(steps));
  }

  private static String quoted(Matcher brackets) {
    return brackets.group(2).replaceAll("(?s)\\\\(.)", "$1");
  }

  Tree follow(Tree root) {
    // The message names what is there instead, and who reads it may not be meant to see all.
    return find(root).orElseThrow(() -> new NoSuchPathException(failure(root.masked())));
  }

  Optional<Tree> find(Tree root) {
    Tree here = root;
    for (Step step : steps) {
      Tree below = below(here, step);
      if (below == null) {
        return Optional.empty();
      }
      here = below;
    }
    return Optional.of(here);
  }

  private static @Nullable Tree below(Tree here, Step step) {
    switch (here) {
      case Tree.RecordNode node -> {
        for (Tree.Component component : node.components()) {
          if (component.name().equals(step.name())) {
            return component.value();
          }
        }
      }
      case Tree.MapNode node -> {
        for (Tree.Entry entry : node.entries()) {
          if (keyText(entry.key()).equals(step.name())) {
            return entry.value();
          }
        }
      }
      case Tree.ListNode node -> {
        int index = step.bracketed() ? index(step.name()) : -1;
        if (index >= 0 && index < node.elements().size()) {
          return node.elements().get(index);
        }
      }
      case Tree.SetNode _, Tree.Symbol _, Tree.Scalar _ -> {}
    }
    return null;
  }

  /** The number, or -1 where it is beyond any list. */
  private static int index(String digits) {
    return digits.length() < 10 ? Integer.parseInt(digits) : -1;
  }

  private String failure(Tree root) {
    Tree here = root;
    String parent = "";
    for (Step step : steps) {
      Tree below = below(here, step);
      String part = step.bracketed() ? "[" + step.name() + "]" : quote(step.name());
      if (below == null) {
        String place = parent.isEmpty() ? "here" : "at " + parent;
        return "no path %s: no %s in what is %s, %s"
            .formatted(quote(text), part, place, describe(here));
      }
      parent = step.bracketed() ? parent + part : join(parent, step.name());
      here = below;
    }
    throw new IllegalStateException(text + " leads somewhere");
  }

  /** {@code parent} and one more name, in brackets where the name asks for them. */
  static String join(String parent, String name) {
    if (NAME.matcher(name).matches()) {
      return parent.isEmpty() ? name : parent + "." + name;
    }
    return parent + "[\"" + name.replace("\\", "\\\\").replace("\"", "\\\"") + "\"]";
  }

  static String keyText(Tree key) {
    return switch (key) {
      case Tree.Symbol symbol -> symbol.text();
      case Tree.Scalar(var value) when value != null -> Scalars.text(value);
      default -> key.toString();
    };
  }

  /** A few words on what {@code tree} is. */
  static String describe(Tree tree) {
    return switch (tree) {
      case Tree.RecordNode node ->
          "a record " + node.simpleType() + " of " + some(node.fields(), "no components");
      case Tree.ListNode node -> "a list of " + node.elements().size();
      case Tree.SetNode node -> "a set of " + node.elements().size();
      case Tree.MapNode node -> "a map of " + some(node.keys(), "no entries");
      case Tree.Symbol _, Tree.Scalar _ -> shortened(tree.toString());
    };
  }

  private static String some(List<String> names, String none) {
    if (names.isEmpty()) {
      return none;
    }
    String shown =
        String.join(", ", names.stream().limit(MOST_NAMED).map(TreePath::shortened).toList());
    int more = names.size() - MOST_NAMED;
    return more > 0 ? shown + " and " + more + " more" : shown;
  }

  private static String shortened(String text) {
    return text.length() <= 40 ? text : text.substring(0, 37) + "...";
  }

  private static String quote(String text) {
    StringBuilder out = new StringBuilder();
    TreeJson.quote(out, shortened(text));
    return out.toString();
  }
}
