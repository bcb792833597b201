package dev.jumpgate.codec;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What both ends of a session remember alike: shapes or constants by their ids. Bounded in number
 * and in bytes: what comes when it is full gets no id and is said again each time. The two ends
 * keep the same count, so that they agree on when that is.
 *
 * <p>What a message said that was not finished is forgotten with {@link #back}.
 */
final class Vocabulary<T> {

  static final int MOST = 4_096;
  static final int MOST_BYTES = 1 << 20;

  private static final int[] NONE = {0};

  private final List<T> words = new ArrayList<>();
  // The bytes of all words up to each one.
  private final List<Long> weights = new ArrayList<>();
  // Asked for with each message.
  private boolean full;
  // For the writing end only: ids plus one by the hashes of their words, 0 where there is none. At
  // most half full. No map, since this is asked for each record that is written.
  private int[] table = NONE;

  int size() {
    return words.size();
  }

  /** The id of a word for the writing end, -1 where it has none. */
  int id(T word) {
    return table[slot(word)] - 1;
  }

  /** Where the word stands in the table, or where it would. */
  @SuppressWarnings("ReferenceEquality") // mostly it is the same
  private int slot(T word) {
    int mask = table.length - 1;
    int hash = word.hashCode();
    for (int slot = (hash ^ (hash >>> 16)) & mask; ; slot = (slot + 1) & mask) {
      int id = table[slot] - 1;
      if (id < 0) {
        return slot;
      }
      T there = words.get(id);
      if (there == word || there.equals(word)) {
        return slot;
      }
    }
  }

  /** The word of an id, null where there is none. */
  @Nullable T word(int id) {
    return id < words.size() ? words.get(id) : null;
  }

  /** Remembers a word that was written, of {@code bytes} bytes, while there is room. */
  void said(T word, long bytes) {
    if (heard(word, bytes)) {
      if (2 * words.size() > table.length) {
        index(Math.max(16, 2 * table.length));
      } else {
        table[slot(word)] = words.size();
      }
    }
  }

  /** Remembers a word that was read; likewise. Returns whether there was room. */
  boolean heard(T word, long bytes) {
    if (isFull()) {
      return false;
    }
    words.add(word);
    weights.add(weight() + bytes);
    full = words.size() >= MOST || weight() >= MOST_BYTES;
    return true;
  }

  boolean isFull() {
    return full;
  }

  private long weight() {
    return weights.isEmpty() ? 0 : weights.getLast();
  }

  /** Puts an equal word in the place of one: the reader's own, which it knows by identity. */
  @SuppressWarnings("ReferenceEquality") // the very one
  void replace(T word, T own) {
    for (int id = words.size() - 1; id >= 0; id--) {
      if (words.get(id) == word) {
        words.set(id, own);
        return;
      }
    }
  }

  /** Forgets what came after there were {@code size} words. */
  void back(int size) {
    if (words.size() > size) {
      words.subList(size, words.size()).clear();
      weights.subList(size, weights.size()).clear();
      full = false;
      index(Math.max(16, 4 * Integer.highestOneBit(words.size())));
    }
  }

  private void index(int length) {
    table = new int[length];
    for (int id = 0; id < words.size(); id++) {
      table[slot(words.get(id))] = id + 1;
    }
  }
}
