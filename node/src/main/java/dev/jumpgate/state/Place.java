package dev.jumpgate.state;

/**
 * Where in a value something is: the steps that lead there from the whole, none for the whole
 * itself. {@code toString} reads as operators write it, {@code chart["home"].x}.
 */
public record Place(PVec<Step> steps) {

  /** The value itself. */
  public static final Place WHOLE = new Place(PVec.empty());

  /** One step down. */
  public sealed interface Step {}

  /** Into a component of a record. */
  public record Component(String name) implements Step {

    @Override
    public String toString() {
      return "." + name;
    }
  }

  /** To the value of a key of a map, or to an element of a set. */
  public record Key(Object key) implements Step {

    @Override
    public String toString() {
      return key instanceof String text ? "[\"" + text + "\"]" : "[" + key + "]";
    }
  }

  /** To an element of a vector, counted from 0. */
  public record Index(int index) implements Step {

    @Override
    public String toString() {
      return "[" + index + "]";
    }
  }

  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    steps.forEach(text::append);
    return text.isEmpty() || text.charAt(0) != '.' ? text.toString() : text.substring(1);
  }
}
