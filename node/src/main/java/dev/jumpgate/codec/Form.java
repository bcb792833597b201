package dev.jumpgate.codec;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a schema allows in one place: a type with its type arguments, ready for reading.
 *
 * <p>Forms of recursive types are cyclic, therefore those of records and families are objects that
 * are filled after they are made.
 */
sealed interface Form {

  /** The type in a few words, for messages. */
  String what();

  /** A scalar of the boxed {@code type}; only {@code primitive} refuses null. */
  record ScalarForm(Class<?> type, boolean primitive) implements Form {
    @Override
    public String what() {
      return type.getSimpleName();
    }
  }

  /** An enum by the names of its constants. */
  record ConstantForm(Class<?> type, Map<String, Object> constants) implements Form {
    @Override
    public String what() {
      return Shape.simple(type.getName());
    }
  }

  /** An Optional. */
  record OptionalForm(Form value) implements Form {
    @Override
    public String what() {
      return "Optional";
    }
  }

  /** A list, a {@code PVec} where {@code persistent}; so below. */
  record ListForm(boolean persistent, Form element) implements Form {
    @Override
    public String what() {
      return persistent ? "PVec" : "List";
    }
  }

  /** A set. */
  record SetForm(boolean persistent, Form element) implements Form {
    @Override
    public String what() {
      return persistent ? "PSet" : "Set";
    }
  }

  /** A map. */
  record MapForm(boolean persistent, Form key, Form value) implements Form {
    @Override
    public String what() {
      return persistent ? "PMap" : "Map";
    }
  }

  /** The types that are one of a kind. */
  enum SpecialForm implements Form {
    PID("Pid"),
    REF("Ref"),
    TREE("Tree"),
    NOTHING("null");

    private final String what;

    SpecialForm(String what) {
      this.what = what;
    }

    @Override
    public String what() {
      return what;
    }
  }

  /** A record. */
  final class RecordForm implements Form {

    private final RecordAccess access;
    private List<Part> parts = List.of();

    /**
     * A component.
     *
     * @param nullable annotated so: where the bytes lack it, null will do
     */
    record Part(String name, Form form, boolean nullable) {}

    RecordForm(RecordAccess access) {
      this.access = access;
    }

    void fill(List<Part> all) {
      parts = List.copyOf(all);
    }

    RecordAccess access() {
      return access;
    }

    List<Part> parts() {
      return parts;
    }

    @Override
    public String what() {
      return access.shape().simpleType();
    }
  }

  /** A sealed interface by the class names of its records and enums, however deep. */
  final class FamilyForm implements Form {

    private final Class<?> type;
    private Map<String, Form> members = Map.of();

    FamilyForm(Class<?> type) {
      this.type = type;
    }

    void fill(Map<String, Form> all) {
      members = Map.copyOf(all);
    }

    @Nullable Form member(String name) {
      return members.get(name);
    }

    Map<String, Form> members() {
      return members;
    }

    @Override
    public String what() {
      return Shape.simple(type.getName());
    }
  }
}
