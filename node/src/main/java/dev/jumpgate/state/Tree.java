package dev.jumpgate.state;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Any state, seen without its classes: records as named components, collections, scalars.
 *
 * <p>An {@code Optional} is seen as its value or as null. {@code toString} is one line for people,
 * {@link #json} one line for programs; both hide what is {@link Sensitive}, which {@link #get}
 * still finds: give {@link #masked} to whom may not see it.
 */
public sealed interface Tree {

  /**
   * A record.
   *
   * @param type the name of its class
   * @param variant true where it is one of the records of a sealed interface
   * @param components in the order of the record
   */
  record RecordNode(String type, boolean variant, List<Component> components) implements Tree {

    public RecordNode {
      components = List.copyOf(components);
    }

    /** The name of the class without package and enclosing class. */
    public String simpleType() {
      int start = Math.max(type.lastIndexOf('.'), type.lastIndexOf('$')) + 1;
      // The name of a local class has a number in front.
      while (start < type.length() - 1 && Character.isDigit(type.charAt(start))) {
        start++;
      }
      return type.substring(start);
    }

    @Override
    public String toString() {
      return TreeText.of(this);
    }
  }

  /**
   * A component of a record.
   *
   * @param sensitive annotated {@link Sensitive}: texts and JSON show {@code ***} in its place
   */
  record Component(String name, Tree value, boolean sensitive) {

    /** A component that may be shown. */
    public Component(String name, Tree value) {
      this(name, value, false);
    }
  }

  /** A list or a vector. */
  record ListNode(List<Tree> elements) implements Tree {

    public ListNode {
      elements = List.copyOf(elements);
    }

    @Override
    public String toString() {
      return TreeText.of(this);
    }
  }

  /** A map, in the order in which the map was iterated. */
  record MapNode(List<Entry> entries) implements Tree {

    public MapNode {
      entries = List.copyOf(entries);
    }

    // The order of a map says nothing, so equality must not see it.
    @Override
    public boolean equals(@Nullable Object other) {
      return other instanceof MapNode map
          && entries.size() == map.entries.size()
          && PSet.copyOf(entries).equals(PSet.copyOf(map.entries));
    }

    @Override
    public int hashCode() {
      return entries.stream().mapToInt(Entry::hashCode).sum();
    }

    @Override
    public String toString() {
      return TreeText.of(this);
    }
  }

  /** An entry of a map. */
  record Entry(Tree key, Tree value) {}

  /** A set, in the order in which the set was iterated. */
  record SetNode(List<Tree> elements) implements Tree {

    public SetNode {
      elements = List.copyOf(elements);
    }

    @Override
    public boolean equals(@Nullable Object other) {
      return other instanceof SetNode set
          && elements.size() == set.elements.size()
          && PSet.copyOf(elements).equals(PSet.copyOf(set.elements));
    }

    @Override
    public int hashCode() {
      return elements.stream().mapToInt(Tree::hashCode).sum();
    }

    @Override
    public String toString() {
      return TreeText.of(this);
    }
  }

  /**
   * What is named by its type and a text: an enum constant, a pid.
   *
   * @param type the name of its class
   * @param text the constant's name, the pid as operators write it
   */
  record Symbol(String type, String text) implements Tree {

    @Override
    public String toString() {
      return TreeText.of(this);
    }
  }

  /**
   * A single value.
   *
   * @param value null, a String, Boolean, Character, number, {@link Bytes}, UUID, or a value of
   *     java.time
   */
  record Scalar(@Nullable Object value) implements Tree {

    public Scalar {
      if (!Scalars.isScalar(value)) {
        throw new IllegalArgumentException(value + " is no scalar");
      }
    }

    @Override
    public String toString() {
      return TreeText.of(this);
    }
  }

  /**
   * This tree with the text {@code ***} in place of every sensitive component's value, so that
   * nothing reads it from here, whatever the path. The same tree where nothing is sensitive.
   */
  default Tree masked() {
    return TreeMask.masked(this);
  }

  /** This tree with nothing called sensitive any more: its texts show all. */
  default Tree revealed() {
    return TreeMask.revealed(this);
  }

  /** A scalar; see there for what {@code value} may be. */
  static Tree of(@Nullable Object value) {
    return new Scalar(value);
  }

  /**
   * The part at {@code path}: names of components and keys of maps joined by dots, indices in
   * brackets; {@code chart.home.x}, {@code orders[3]}. A name with other characters than letters,
   * digits, {@code _}, {@code $} and {@code -} stands in brackets and quotes: {@code chart["Deep
   * Space 9"].x}. The empty path is the tree itself.
   *
   * @throws NoSuchPathException when there is no such part
   */
  default Tree get(String path) {
    return TreePath.parse(path).follow(this);
  }

  /**
   * The part at {@code path}, empty where there is none.
   *
   * @throws NoSuchPathException when {@code path} is not written as a path is
   */
  default Optional<Tree> find(String path) {
    return TreePath.parse(path).find(this);
  }

  /**
   * The number as a long.
   *
   * @throws IllegalStateException when this is not a whole number of that size; likewise below
   */
  default long asLong() {
    return Scalars.whole(this, Long.SIZE, "a long").longValue();
  }

  default int asInt() {
    return Scalars.whole(this, Integer.SIZE, "an int").intValue();
  }

  default double asDouble() {
    return Scalars.number(this).doubleValue();
  }

  /** The text of a scalar or symbol, without quotes. */
  default String asText() {
    return switch (this) {
      case Symbol symbol -> symbol.text();
      case Scalar(var value) when value != null -> Scalars.text(value);
      default -> throw Scalars.isNot(this, "a text");
    };
  }

  default boolean asBoolean() {
    if (this instanceof Scalar(Boolean value)) {
      return value;
    }
    throw Scalars.isNot(this, "true or false");
  }

  /** True for the scalar null and the empty Optional. */
  default boolean isNull() {
    return this instanceof Scalar(var value) && value == null;
  }

  /** The number of components, elements or entries; 0 for null and 1 for other scalars. */
  default int size() {
    return switch (this) {
      case RecordNode node -> node.components().size();
      case ListNode node -> node.elements().size();
      case MapNode node -> node.entries().size();
      case SetNode node -> node.elements().size();
      case Symbol _ -> 1;
      case Scalar _ -> isNull() ? 0 : 1;
    };
  }

  /** The names of a record's components; empty for all else. */
  default List<String> fields() {
    return this instanceof RecordNode node
        ? node.components().stream().map(Component::name).toList()
        : List.of();
  }

  /** The texts of a map's keys, as {@link #get} takes them; empty for all else. */
  default List<String> keys() {
    return this instanceof MapNode node
        ? node.entries().stream().map(e -> TreePath.keyText(e.key())).toList()
        : List.of();
  }

  /** The elements of a list or set; empty for all else. */
  default List<Tree> elements() {
    return List.of();
  }

  /**
   * Compact JSON. Records are objects, with {@code "@type"} where they are variants; maps are
   * objects where their keys are scalars, else arrays of {@code [key,value]}; times and durations
   * are in ISO-8601, bytes in base64; NaN and the infinities are strings; what is sensitive is
   * {@code "***"}.
   */
  default String json() {
    return new TreeJson().write(this).toString();
  }
}
