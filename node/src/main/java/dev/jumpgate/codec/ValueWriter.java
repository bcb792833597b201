package dev.jumpgate.codec;

import dev.jumpgate.process.Pid;
import dev.jumpgate.process.Ref;
import dev.jumpgate.state.PMap;
import dev.jumpgate.state.PSet;
import dev.jumpgate.state.PVec;
import dev.jumpgate.state.Tree;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Writes live values. */
final class ValueWriter {

  private final Writing writing;
  private final Output out;
  private final Trail trail;

  ValueWriter(Writing writing) {
    this.writing = writing;
    out = writing.out();
    trail = writing.trail();
  }

  void write(@Nullable Object value) {
    if (value == null) {
      out.tag(Tag.NULL);
      return;
    }
    if (ScalarCodec.write(value, writing)) {
      return;
    }
    switch (value) {
      case Pid pid -> pid(pid);
      case Ref<?> ref -> ref(ref.pid(), ref.name());
      case Tree tree -> {
        out.tag(Tag.TREE);
        writing.checkDepth();
        trail.downTo("tree");
        new TreeWriter(writing, this).write(tree);
        trail.up();
      }
      case Record record -> record(record);
      case Enum<?> constant ->
          writing.constant(constant, constant.getDeclaringClass().getName(), constant.name());
      case Optional<?> optional -> optional(optional);
      case List<?> list -> elements(list instanceof PVec ? Tag.PVEC : Tag.LIST, list, list.size());
      case Set<?> set -> elements(set instanceof PSet ? Tag.PSET : Tag.SET, set, set.size());
      case Map<?, ?> map -> map(map);
      default ->
          throw writing.failure(value.getClass().getName() + " is no value that can travel", null);
    }
  }

  void pid(Pid pid) {
    out.tag(Tag.PID);
    out.text(pid.node());
    out.zigzag(pid.incarnation());
    out.zigzag(pid.serial());
  }

  void ref(@Nullable Pid pid, @Nullable String name) {
    if (pid == null && name == null) {
      throw writing.failure("a reference with neither pid nor name", null);
    }
    out.tag(Tag.REF);
    if (pid == null) {
      out.tag(Tag.NULL);
    } else {
      pid(pid);
    }
    write(name);
  }

  private void record(Record record) {
    RecordAccess access = RecordAccess.of(record.getClass());
    List<String> names = access.shape().names();
    writing.beginRecord(access, access.shape());
    writing.checkDepth();
    for (int i = 0; i < names.size(); i++) {
      trail.downTo(names.get(i));
      write(component(access, record, i));
      trail.up();
    }
  }

  private @Nullable Object component(RecordAccess access, Record record, int index) {
    try {
      return access.get(record, index);
    } catch (VirtualMachineError e) {
      throw e;
    } catch (Throwable e) {
      throw writing.failure("its accessor threw " + e, e);
    }
  }

  private void optional(Optional<?> optional) {
    if (optional.isEmpty()) {
      out.tag(Tag.NONE);
      return;
    }
    out.tag(Tag.SOME);
    // One step as any other, so that what can be written can be read.
    writing.checkDepth();
    trail.downTo("value");
    write(optional.get());
    trail.up();
  }

  private void elements(Tag tag, Iterable<?> elements, int size) {
    out.tag(tag);
    out.varint(size);
    writing.checkDepth();
    int index = 0;
    for (Object element : elements) {
      trail.downTo(index++);
      part(element);
      trail.up();
    }
    checkSize(index, size);
  }

  private void map(Map<?, ?> map) {
    out.tag(map instanceof PMap ? Tag.PMAP : Tag.MAP);
    out.varint(map.size());
    writing.checkDepth();
    int index = 0;
    for (Map.Entry<?, ?> entry : map.entrySet()) {
      Object key = entry.getKey();
      trail.downTo(index++);
      part(key);
      trail.up();
      trail.downToValueOf(key);
      part(entry.getValue());
      trail.up();
    }
    checkSize(index, map.size());
  }

  private void part(@Nullable Object value) {
    if (value == null) {
      throw writing.failure("null in a collection", null);
    }
    write(value);
  }

  /** A collection that another thread changes, or that lies about its size, must not be written. */
  private void checkSize(int written, int announced) {
    if (written != announced) {
      throw writing.failure("it changed while it was written", null);
    }
  }
}
