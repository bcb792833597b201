package dev.jumpgate.operator;

/** What an operator may do; each role may also do what those before it may. */
public enum Role {
  /** Looks, and sees {@code ***} where a state is sensitive. */
  VIEWER,
  /** Changes what runs where: moves, upgrades, rolls back. */
  OPERATOR,
  /** Everything: runs Java in nodes, brings code, sees what is sensitive. */
  ADMIN;

  /** True where this role may do what needs {@code other}. */
  public boolean covers(Role other) {
    return compareTo(other) >= 0;
  }

  /** The role in the words of operators. */
  @Override
  public String toString() {
    return name().toLowerCase(java.util.Locale.ROOT);
  }
}
