package dev.jumpgate.codec;

import dev.jumpgate.process.Pid;
import dev.jumpgate.process.Ref;
import dev.jumpgate.state.PMap;
import dev.jumpgate.state.PSet;
import dev.jumpgate.state.PVec;
import dev.jumpgate.state.Tree;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** How the values of one class are written, tag first. Found once per class and kept with it. */
abstract class Encoder {

  private static final ClassValue<Encoder> ALL =
      new ClassValue<>() {
        @Override
        protected Encoder computeValue(Class<?> type) {
          return encoder(type);
        }
      };

  static Encoder of(Class<?> type) {
    return ALL.get(type);
  }

  abstract void write(Object value, Writing out);

  private static Encoder encoder(Class<?> type) {
    Scalar<?> scalar = Scalar.of(type);
    if (scalar != null) {
      return new OfScalar(scalar);
    }
    if (type == Pid.class) {
      return simple((value, out) -> Pids.write((Pid) value, out));
    }
    if (Ref.class.isAssignableFrom(type)) {
      return simple((value, out) -> Pids.write((Ref<?>) value, out));
    }
    if (Tree.class.isAssignableFrom(type)) {
      return simple(Encoder::tree);
    }
    if (type.isRecord()) {
      return new OfRecord(RecordAccess.of(type));
    }
    if (Enum.class.isAssignableFrom(type)) {
      return new OfConstant(type);
    }
    Encoder container = container(type);
    return container != null ? container : simple(Encoder::refuse);
  }

  private static @Nullable Encoder container(Class<?> type) {
    if (type == Optional.class) {
      return simple((value, out) -> optional((Optional<?>) value, out));
    }
    if (List.class.isAssignableFrom(type)) {
      Tag tag = type == PVec.class ? Tag.PVEC : Tag.LIST;
      return simple((value, out) -> Holdings.write(tag, (Collection<?>) value, out));
    }
    if (Set.class.isAssignableFrom(type)) {
      Tag tag = type == PSet.class ? Tag.PSET : Tag.SET;
      return simple((value, out) -> Holdings.write(tag, (Collection<?>) value, out));
    }
    if (Map.class.isAssignableFrom(type)) {
      Tag tag = type == PMap.class ? Tag.PMAP : Tag.MAP;
      return simple((value, out) -> Holdings.write(tag, (Map<?, ?>) value, out));
    }
    return null;
  }

  @FunctionalInterface
  private interface Writer {
    void write(Object value, Writing out);
  }

  private static Encoder simple(Writer writer) {
    return new Encoder() {
      @Override
      void write(Object value, Writing out) {
        writer.write(value, out);
      }
    };
  }

  private static void refuse(Object value, Writing out) {
    throw new Failure(value.getClass().getName() + " is no value that can travel");
  }

  private static void tree(Object value, Writing out) {
    out.out().tag(Tag.TREE);
    out.enter();
    try {
      new TreeWriter(out).write((Tree) value);
    } catch (Failure e) {
      throw e.in("tree");
    }
    out.leave();
  }

  private static void optional(Optional<?> optional, Writing out) {
    if (optional.isEmpty()) {
      out.out().tag(Tag.NONE);
      return;
    }
    out.out().tag(Tag.SOME);
    // One step as any other, so that what can be written can be read.
    out.enter();
    try {
      out.value(optional.get());
    } catch (Failure e) {
      throw e.in("value");
    }
    out.leave();
  }

  private static final class OfScalar extends Encoder {

    private final Scalar<?> scalar;

    OfScalar(Scalar<?> scalar) {
      this.scalar = scalar;
    }

    @Override
    void write(Object value, Writing out) {
      scalar.write(value, out.out());
    }
  }

  private static final class OfRecord extends Encoder {

    private final RecordAccess access;
    private final Shape shape;

    OfRecord(RecordAccess access) {
      this.access = access;
      shape = access.shape();
    }

    @Override
    void write(Object value, Writing out) {
      out.beginRecord(shape);
      out.enter();
      access.code().write(value, out);
      out.leave();
    }
  }

  private static final class OfConstant extends Encoder {

    private final EnumAccess access;

    OfConstant(Class<?> type) {
      access = EnumAccess.of(type);
    }

    @Override
    void write(Object value, Writing out) {
      out.constant(access.constant((Enum<?>) value));
    }
  }
}
