package dev.jumpgate.codec;

/** What became of a key. The ordinals are the binary form. */
enum MapChange {
  /** The key, then the value. */
  ADDED,
  /** The key. */
  REMOVED,
  /** The key, then the difference of the value. */
  CHANGED;

  private static final MapChange[] ALL = values();

  static MapChange read(Input in) {
    return ALL[in.index(ALL.length - 1)];
  }

  @SuppressWarnings("EnumOrdinal") // see above
  void write(Output out) {
    out.octet(ordinal());
  }
}
