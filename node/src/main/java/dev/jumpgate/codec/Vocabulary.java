package dev.jumpgate.codec;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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

  private final List<T> words = new ArrayList<>();
  // The bytes of all words up to each one.
  private final List<Long> weights = new ArrayList<>();
  // For the writing end only.
  private final Map<T, Integer> ids = new HashMap<>();

  int size() {
    return words.size();
  }

  /** The id of a word for the writing end, -1 where it has none. */
  int id(T word) {
    Integer id = ids.get(word);
    return id == null ? -1 : id;
  }

  /** The word of an id, null where there is none. */
  @Nullable T word(int id) {
    return id < words.size() ? words.get(id) : null;
  }

  /** Remembers a word that was written, of {@code bytes} bytes, while there is room. */
  void said(T word, long bytes) {
    if (heard(word, bytes)) {
      ids.put(word, words.size() - 1);
    }
  }

  /** Remembers a word that was read; likewise. Returns whether there was room. */
  boolean heard(T word, long bytes) {
    if (isFull()) {
      return false;
    }
    words.add(word);
    weights.add(weight() + bytes);
    return true;
  }

  boolean isFull() {
    return words.size() >= MOST || weight() >= MOST_BYTES;
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
    while (words.size() > size) {
      ids.remove(words.removeLast());
      weights.removeLast();
    }
  }
}
