package dev.jumpgate.codec;

import dev.jumpgate.codec.Form.ConstantForm;
import dev.jumpgate.codec.Form.FamilyForm;
import dev.jumpgate.codec.Form.ListForm;
import dev.jumpgate.codec.Form.MapForm;
import dev.jumpgate.codec.Form.OptionalForm;
import dev.jumpgate.codec.Form.RecordForm;
import dev.jumpgate.codec.Form.ScalarForm;
import dev.jumpgate.codec.Form.SetForm;
import dev.jumpgate.codec.Form.SpecialForm;
import dev.jumpgate.state.PMap;
import dev.jumpgate.state.PSet;
import dev.jumpgate.state.PVec;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;

/** Reads live values, each as the form of its place allows. */
final class ValueReader {

  private final Reading reading;
  private final Refs refs;
  private final Input in;
  private final Trail trail;
  private final TreeReader trees;

  ValueReader(Reading reading, Refs refs) {
    this.reading = reading;
    this.refs = refs;
    in = reading.in();
    trail = reading.trail();
    trees = new TreeReader(reading);
  }

  @Nullable Object read(Form form) {
    return read(in.tag(), form);
  }

  private @Nullable Object read(Tag tag, Form form) {
    if (tag == Tag.NULL) {
      return nothing(form);
    }
    return switch (form) {
      case ScalarForm scalar -> scalar(tag, scalar);
      case ConstantForm constant when tag.isConstant() -> constant(reading.constant(tag), constant);
      case RecordForm record when tag.isRecord() -> record(reading.shape(tag), record);
      case FamilyForm family when tag.isConstant() -> constant(reading.constant(tag), family);
      case FamilyForm family when tag.isRecord() -> record(reading.shape(tag), family);
      case OptionalForm optional -> optional(tag, optional);
      case ListForm list when tag.isList() -> list(tag, list);
      case SetForm set when tag.isSet() -> set(tag, set);
      case MapForm map when tag.isMap() -> map(tag, map);
      case SpecialForm special -> special(tag, special);
      default -> throw mismatch(form, tag);
    };
  }

  private CodecException mismatch(Form form, Tag tag) {
    return mismatch(form, "a value of kind " + tag);
  }

  private CodecException mismatch(Form form, String found) {
    return reading.failure("a " + form.what() + " goes here, not " + found);
  }

  private @Nullable Object nothing(Form form) {
    return switch (form) {
      case ScalarForm scalar when scalar.primitive() -> throw mismatch(form, "null");
      case OptionalForm _ -> Optional.empty();
      default -> null;
    };
  }

  private Object scalar(Tag tag, ScalarForm form) {
    Object value = ScalarCodec.read(tag, reading);
    if (value == null) {
      throw mismatch(form, tag);
    }
    Object fitting = ScalarCodec.widened(value, form.type());
    if (fitting == null) {
      throw mismatch(form, "a " + value.getClass().getSimpleName());
    }
    return fitting;
  }

  private Object constant(Reading.Constant constant, FamilyForm family) {
    if (family.member(constant.type()) instanceof ConstantForm form) {
      return constant(constant, form);
    }
    throw mismatch(family, "a " + constant.type());
  }

  private Object constant(Reading.Constant constant, ConstantForm form) {
    if (!constant.type().equals(form.type().getName())) {
      throw mismatch(form, "a " + constant.type());
    }
    Object value = form.constants().get(constant.name());
    if (value == null) {
      throw reading.failure(form.what() + " has no constant " + constant.name());
    }
    return value;
  }

  private Object record(Shape shape, FamilyForm family) {
    if (family.member(shape.type()) instanceof RecordForm form) {
      return record(shape, form);
    }
    throw mismatch(family, "a " + shape.type());
  }

  private Object record(Shape shape, RecordForm form) {
    if (!shape.type().equals(form.access().shape().type())) {
      throw mismatch(form, "a " + shape.type());
    }
    reading.checkDepth();
    List<RecordForm.Part> parts = form.parts();
    @Nullable Object[] values = new @Nullable Object[parts.size()];
    boolean[] present = new boolean[parts.size()];
    for (String name : shape.names()) {
      trail.downTo(name);
      int index = form.access().shape().names().indexOf(name);
      if (index < 0) {
        // This version of the class has no such component any more.
        trees.read();
      } else {
        values[index] = read(parts.get(index).form());
        present[index] = true;
      }
      trail.up();
    }
    for (int i = 0; i < values.length; i++) {
      if (!present[i]) {
        values[i] = added(form, parts.get(i));
      }
    }
    return make(form, values);
  }

  private @Nullable Object added(RecordForm form, RecordForm.Part part) {
    Object value = part.nullable() ? null : Defaults.of(part.form());
    if (value == null && !part.nullable()) {
      throw reading.failure(
          form.what()
              + "."
              + part.name()
              + " was added and there is no default for a "
              + part.form().what());
    }
    return value;
  }

  private Object make(RecordForm form, @Nullable Object[] values) {
    try {
      return form.access().make(values);
    } catch (VirtualMachineError e) {
      throw e;
    } catch (Throwable e) {
      throw reading.failure("the constructor of " + form.what() + " threw " + e, e);
    }
  }

  private Object optional(Tag tag, OptionalForm form) {
    if (tag == Tag.NONE) {
      return Optional.empty();
    }
    reading.checkDepth();
    trail.downTo("value");
    // Without SOME: a component that became optional, or a tree, which shows just the value.
    Object value = part(tag == Tag.SOME ? in.tag() : tag, form.value());
    trail.up();
    return Optional.of(value);
  }

  private List<Object> list(Tag tag, ListForm form) {
    List<Object> elements = new ArrayList<>();
    elements(form.element(), elements::add);
    return form.persistent() || tag == Tag.PVEC ? PVec.copyOf(elements) : List.copyOf(elements);
  }

  private Set<Object> set(Tag tag, SetForm form) {
    // Iterated in the order of the original, which a Set.copyOf would not keep.
    Set<Object> elements = new LinkedHashSet<>();
    elements(
        form.element(),
        element -> {
          if (!elements.add(element)) {
            throw reading.failure("an element that the set has already");
          }
        });
    return form.persistent() || tag == Tag.PSET
        ? PSet.copyOf(elements)
        : Collections.unmodifiableSet(elements);
  }

  private void elements(Form form, Consumer<Object> sink) {
    reading.checkDepth();
    int count = in.count(1);
    for (int i = 0; i < count; i++) {
      trail.downTo(i);
      sink.accept(part(form));
      trail.up();
    }
  }

  private Map<Object, Object> map(Tag tag, MapForm form) {
    if (form.persistent() || tag == Tag.PMAP) {
      PMap.Builder<Object, Object> entries = PMap.empty().builder();
      entries(form, entries::put, entries::size);
      return entries.build();
    }
    Map<Object, Object> entries = new LinkedHashMap<>();
    entries(form, entries::put, entries::size);
    return Collections.unmodifiableMap(entries);
  }

  private void entries(MapForm form, BiConsumer<Object, Object> sink, IntSupplier size) {
    reading.checkDepth();
    int count = in.count(2);
    for (int i = 0; i < count; i++) {
      trail.downTo(i);
      Object key = part(form.key());
      trail.up();
      trail.downToValueOf(key);
      sink.accept(key, part(form.value()));
      if (size.getAsInt() == i) {
        throw reading.failure("a key that the map has already");
      }
      trail.up();
    }
  }

  private Object part(Form form) {
    return part(in.tag(), form);
  }

  private Object part(Tag tag, Form form) {
    Object value = read(tag, form);
    if (value == null) {
      throw mismatch(form, "null");
    }
    return value;
  }

  private Object special(Tag tag, SpecialForm form) {
    if (form == SpecialForm.TREE) {
      return trees.read(tag);
    }
    if (form == SpecialForm.PID && tag == Tag.PID) {
      return reading.pid();
    }
    if (form == SpecialForm.REF && tag == Tag.REF) {
      Reading.Reference reference = reading.reference();
      return refs.resolve(reference.pid(), reference.name());
    }
    throw mismatch(form, tag);
  }
}
