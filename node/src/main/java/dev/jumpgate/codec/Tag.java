package dev.jumpgate.codec;

/**
 * The first byte of every value: what follows.
 *
 * <p>The ordinals are the binary form: add at the end only, and raise {@link Writing#VERSION} for
 * any other change.
 */
enum Tag {
  NULL,
  FALSE,
  TRUE,
  BYTE,
  SHORT,
  INT,
  LONG,
  FLOAT,
  DOUBLE,
  CHAR,
  STRING,
  BIG_INTEGER,
  BIG_DECIMAL,
  BYTES,
  UUID,
  INSTANT,
  DURATION,
  LOCAL_DATE,
  LOCAL_TIME,
  LOCAL_DATE_TIME,
  ZONED_DATE_TIME,
  /** An enum constant for the first time: the {@link Constant}. It gets the next id. */
  NEW_CONSTANT,
  /** An enum constant again: its id. */
  CONSTANT,
  /** An empty Optional. */
  NONE,
  /** An Optional: its value. */
  SOME,
  /** Count, elements; so the next three. */
  LIST,
  PVEC,
  SET,
  PSET,
  /** Count, then key and value by turns; so the next. */
  MAP,
  PMAP,
  /**
   * A record of a new shape: the {@link Shape}; then the components, each as the {@link Kind} of
   * its slot says. The shape gets the next id while there is room.
   */
  NEW_RECORD,
  /** A record of a known shape: its id, the components. */
  RECORD,
  /** Node, incarnation, serial. */
  PID,
  /** Pid or null, name or null. */
  REF,
  /** A {@link dev.jumpgate.state.Tree}: the value it shows. */
  TREE,
  PERIOD,
  OFFSET_DATE_TIME,
  OFFSET_TIME,
  YEAR,
  YEAR_MONTH,
  MONTH_DAY,
  ZONE_ID,
  ZONE_OFFSET,
  /** In a difference, as all below: what was there is there still. */
  SAME,
  /**
   * A record of which some components changed: a record's head, then for each its index plus one
   * and its difference, then 0.
   */
  RECORD_CHANGE,
  /** Count, then for each key: {@link MapChange}, key, and what belongs to it. */
  MAP_CHANGE,
  /** Count of elements that stay, then index plus one and difference of each that changed, 0. */
  VECTOR_CHANGE,
  /** Count, then for each element whether it came, and itself. */
  SET_CHANGE,
  /** The difference of what is in the Optional. */
  SOME_CHANGE;

  private static final Tag[] ALL = values();

  static final int COUNT = ALL.length;

  static Tag of(int code) {
    return ALL[code];
  }

  @SuppressWarnings("EnumOrdinal") // see above
  int code() {
    return ordinal();
  }

  boolean isScalar() {
    return compareTo(ZONED_DATE_TIME) <= 0
        || (compareTo(PERIOD) >= 0 && compareTo(ZONE_OFFSET) <= 0);
  }

  boolean isRecord() {
    return this == NEW_RECORD || this == RECORD;
  }

  boolean isConstant() {
    return this == NEW_CONSTANT || this == CONSTANT;
  }

  boolean isList() {
    return this == LIST || this == PVEC;
  }

  boolean isSet() {
    return this == SET || this == PSET;
  }

  boolean isMap() {
    return this == MAP || this == PMAP;
  }
}
