package dev.jumpgate.codec;

import java.util.Collection;
import java.util.Map;

/** How collections are written: their tag and size, then what they hold. */
final class Holdings {

  private Holdings() {}

  static void write(Tag tag, Collection<?> elements, Writing out) {
    out.out().tag(tag);
    int size = elements.size();
    out.out().varint(size);
    out.enter();
    int index = 0;
    try {
      for (Object element : elements) {
        out.present(element, "null in a collection");
        index++;
      }
    } catch (Throwable e) {
      throw Failure.of(e).in(index);
    }
    checkSize(index, size);
    out.leave();
  }

  static void write(Tag tag, Map<?, ?> map, Writing out) {
    out.out().tag(tag);
    int size = map.size();
    out.out().varint(size);
    out.enter();
    Entries entries = new Entries(out);
    map.forEach(entries::write);
    checkSize(entries.count, size);
    out.leave();
  }

  /** The entries of a map on their way out. */
  private static final class Entries {

    private final Writing out;
    private int count;

    Entries(Writing out) {
      this.out = out;
    }

    void write(Object key, Object value) {
      try {
        out.present(key, "null in a collection");
      } catch (Throwable e) {
        throw Failure.of(e).in(count);
      }
      try {
        out.present(value, "null in a collection");
      } catch (Throwable e) {
        throw Failure.of(e).in(new Trail.Key(key));
      }
      count++;
    }
  }

  /** A collection that another thread changes, or that lies about its size, must not be written. */
  private static void checkSize(int written, int announced) {
    if (written != announced) {
      throw new Failure("it changed while it was written");
    }
  }
}
