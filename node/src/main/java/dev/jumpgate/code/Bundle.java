package dev.jumpgate.code;

import dev.jumpgate.process.BundleVersion;
import java.util.List;

/**
 * One loaded version of a set of application classes.
 *
 * @param loader the loader of all of them and of nothing else
 */
public record Bundle(BundleVersion version, ClassLoader loader) {

  /** The names of its classes, without loading any. */
  public List<String> classNames() {
    return loader instanceof BundleLoader files ? ClassNames.of(files.paths().stream()) : List.of();
  }
}
