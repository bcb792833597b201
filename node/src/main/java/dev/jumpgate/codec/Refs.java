package dev.jumpgate.codec;

import dev.jumpgate.process.Pid;
import dev.jumpgate.process.Ref;
import org.jspecify.annotations.Nullable;

/** The maker of references that were read: they travel as pid and name. */
@FunctionalInterface
public interface Refs {

  /** For places where no reference belongs: refuses any. */
  Refs NONE =
      (pid, name) -> {
        throw new IllegalArgumentException("no reference belongs here");
      };

  /** A reference as it was written; at least one of the two is given. */
  Ref<?> resolve(@Nullable Pid pid, @Nullable String name);
}
