package dev.jumpgate.codec;

import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The roots of a schema: which of them a message is of shows in how it begins. */
final class Roots {

  private final List<Form> forms;

  Roots(List<Form> forms) {
    this.forms = forms;
  }

  /** How a value goes on once its beginning was read. */
  @FunctionalInterface
  private interface Rest {
    @Nullable Object read(Form root);
  }

  /** Where reading can be tried again from; none for a stream, which takes the first that fits. */
  @FunctionalInterface
  interface Retry {

    Retry NONE = () -> () -> {};

    /** Marks the place; running the result goes back there. */
    Runnable mark();
  }

  @Nullable Object read(Reading in, Retry retry) {
    if (forms.size() == 1) {
      return rooted(forms.getFirst(), root -> only(root, in));
    }
    Tag tag = in.in().tag();
    return switch (tag) {
      case NEW_RECORD, RECORD -> {
        Shape shape = in.shape(tag);
        List<Form> fitting = fitting(f -> f.takes(shape), "a " + shape.type());
        yield first(fitting, root -> root.record(shape, in), retry);
      }
      case NEW_CONSTANT, CONSTANT -> {
        Constant constant = in.constant(tag);
        List<Form> fitting = fitting(f -> f.takes(constant), "a " + constant.type());
        yield first(fitting, root -> root.constant(constant, in), retry);
      }
      default -> {
        boolean nothing = tag == Tag.NULL;
        List<Form> fitting = fitting(f -> nothing || f.takes(tag), "a value of kind " + tag);
        yield first(fitting, root -> checked(root.other(tag, in), tag), retry);
      }
    };
  }

  private static @Nullable Object only(Form root, Reading in) {
    Tag tag = in.in().tag();
    return checked(root.read(tag, in), tag);
  }

  private static @Nullable Object checked(@Nullable Object value, Tag tag) {
    if (value == null && tag != Tag.NULL) {
      throw new Failure("an empty Optional in the place of a value");
    }
    return value;
  }

  /** Reads a difference to {@code old}. */
  @Nullable Object apply(@Nullable Object old, Reading in) {
    Tag tag = in.in().tag();
    return switch (tag) {
      case SAME -> old;
      case RECORD_CHANGE -> {
        Shape shape = in.shape(in.in().tag());
        Form root = fitting(f -> f.takes(shape), "a " + shape.type()).getFirst();
        yield rooted(root, r -> r.recordChange(shape, old, in));
      }
      case MAP_CHANGE, VECTOR_CHANGE, SET_CHANGE, SOME_CHANGE -> {
        Form root = fitting(f -> f.takes(tag), "a difference of kind " + tag).getFirst();
        yield rooted(root, r -> r.change(tag, old, in));
      }
      default -> {
        Form root = fitting(f -> takes(f, tag), "a value of kind " + tag).getFirst();
        yield rooted(root, r -> r.read(tag, in));
      }
    };
  }

  private static boolean takes(Form form, Tag tag) {
    return tag == Tag.NULL || tag.isRecord() || tag.isConstant() || form.takes(tag);
  }

  private List<Form> fitting(Predicate<Form> fits, String found) {
    if (forms.size() == 1) {
      // The form itself says best what is wrong.
      return forms;
    }
    List<Form> fitting = forms.stream().filter(fits).toList();
    if (fitting.isEmpty()) {
      String wanted = String.join(", ", forms.stream().map(Form::what).toList());
      throw new Failure("one of " + wanted + " goes here, not " + found);
    }
    return fitting;
  }

  private static @Nullable Object first(List<Form> fitting, Rest rest, Retry retry) {
    int last = fitting.size() - 1;
    Runnable back = last == 0 ? () -> {} : retry.mark();
    for (Form root : retry == Retry.NONE ? List.<Form>of() : fitting.subList(0, last)) {
      try {
        return rooted(root, rest);
      } catch (Failure e) {
        // Of several roots that begin alike the last one tells what is wrong.
        back.run();
      }
    }
    return rooted(retry == Retry.NONE ? fitting.getFirst() : fitting.get(last), rest);
  }

  private static @Nullable Object rooted(Form root, Rest rest) {
    try {
      return rest.read(root);
    } catch (Throwable e) {
      throw Failure.of(e).below(root.what());
    }
  }
}
