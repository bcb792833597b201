package dev.jumpgate.runtime;

/** Why a process is to stand still at a message boundary; several reasons may hold it at once. */
public enum Hold {
  /** It is being made ready here, while another node is the owner or its name is not won yet. */
  ARRIVING,
  /** It is about to leave for another node. */
  MOVING,
  /** Its code is being exchanged. */
  UPGRADING,
  /** Its supervisor is to decide, or told it to stand. */
  SUPERVISED,
  /** An operator wants it to. */
  SUSPENDED,
  /** It is about to start again. */
  RESTARTING,
  /** It is about to end, whatever waits. */
  STOPPING,
  /** More than may be waits for its copy elsewhere, or it is to end and not all has left. */
  UNACKNOWLEDGED;

  @SuppressWarnings("EnumOrdinal") // a bit for each, within one life of a node
  final int bit = 1 << ordinal();

  /**
   * The holds that it cannot be put on beside. To move and to upgrade go on from an image of the
   * process, which a change by any other would make a thing of the past.
   */
  int bars() {
    return switch (this) {
      case ARRIVING, SUPERVISED, UNACKNOWLEDGED -> bit;
      case SUSPENDED -> bit | MOVING.bit | UPGRADING.bit;
      case MOVING, UPGRADING, RESTARTING, STOPPING ->
          MOVING.bit | UPGRADING.bit | RESTARTING.bit | STOPPING.bit;
    };
  }
}
