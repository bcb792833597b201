package dev.jumpgate.state;

import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/** The JSON of a tree, less what is sensitive. */
final class TreeJson {

  private final StringBuilder out = new StringBuilder();

  TreeJson write(Tree tree) {
    switch (tree) {
      case Tree.RecordNode node -> record(node);
      case Tree.ListNode node -> list('[', ']', node.elements(), this::write);
      case Tree.SetNode node -> list('[', ']', node.elements(), this::write);
      case Tree.MapNode node -> {
        if (hasPlainKeys(node)) {
          list('{', '}', node.entries(), this::member);
        } else {
          list('[', ']', node.entries(), this::pair);
        }
      }
      case Tree.Symbol symbol -> quote(out, symbol.text());
      case Tree.Scalar(var value) -> {
        switch (value) {
          case null -> out.append("null");
          case Boolean flag -> out.append(flag);
          case Double number when !Double.isFinite(number) -> quote(out, number.toString());
          case Float number when !Float.isFinite(number) -> quote(out, number.toString());
          case Number number -> out.append(number);
          default -> quote(out, Scalars.text(value));
        }
      }
    }
    return this;
  }

  @Override
  public String toString() {
    return out.toString();
  }

  private void record(Tree.RecordNode node) {
    out.append('{');
    if (node.variant()) {
      out.append("\"@type\":");
      quote(out, node.simpleType());
      if (!node.components().isEmpty()) {
        out.append(',');
      }
    }
    items(
        node.components(),
        c -> member(c.name(), c.sensitive() ? Tree.of(TreeMask.HIDDEN) : c.value()));
    out.append('}');
  }

  private void member(Tree.Entry entry) {
    member(entry.key().asText(), entry.value());
  }

  private void member(String name, Tree value) {
    quote(out, name);
    out.append(':');
    write(value);
  }

  private void pair(Tree.Entry entry) {
    out.append('[');
    write(entry.key());
    out.append(',');
    write(entry.value());
    out.append(']');
  }

  private <T> void list(char open, char close, List<T> all, Consumer<T> writer) {
    out.append(open);
    items(all, writer);
    out.append(close);
  }

  private <T> void items(List<T> all, Consumer<T> writer) {
    for (int i = 0; i < all.size(); i++) {
      if (i > 0) {
        out.append(',');
      }
      writer.accept(all.get(i));
    }
  }

  /** True where every key has a text of its own, so that the keys can name an object's members. */
  private static boolean hasPlainKeys(Tree.MapNode map) {
    Set<String> texts = new HashSet<>();
    for (Tree.Entry entry : map.entries()) {
      boolean plain =
          switch (entry.key()) {
            case Tree.Symbol _ -> true;
            case Tree.Scalar(var value) -> value != null && !(value instanceof Bytes);
            default -> false;
          };
      if (!plain || !texts.add(entry.key().asText())) {
        return false;
      }
    }
    return true;
  }

  static void quote(StringBuilder out, String text) {
    out.append('"');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '"' -> out.append("\\\"");
        case '\\' -> out.append("\\\\");
        case '\n' -> out.append("\\n");
        case '\r' -> out.append("\\r");
        case '\t' -> out.append("\\t");
        default -> {
          if (c < ' ' || c == 0x7f || isLoneSurrogate(text, i)) {
            out.append("\\u").append(HexFormat.of().toHexDigits(c));
          } else {
            out.append(c);
          }
        }
      }
    }
    out.append('"');
  }

  private static boolean isLoneSurrogate(String text, int at) {
    char c = text.charAt(at);
    if (Character.isHighSurrogate(c)) {
      return at + 1 == text.length() || !Character.isLowSurrogate(text.charAt(at + 1));
    }
    return Character.isLowSurrogate(c)
        && (at == 0 || !Character.isHighSurrogate(text.charAt(at - 1)));
  }
}
