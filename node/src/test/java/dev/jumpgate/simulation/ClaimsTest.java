package dev.jumpgate.simulation;

import org.junit.jupiter.api.Test;

/** Names in a cluster that falls apart and comes together again: one owner, or a kept conflict. */
class ClaimsTest {

  @Test
  void names_underCrashesAndCuts_haveOneOwnerOrAKeptConflict() {
    Seeds.each(seed -> new ClaimsRun(seed).run());
  }
}
