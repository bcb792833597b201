package dev.jumpgate.process;

/**
 * A version of a bundle of application classes.
 *
 * @param bundle the bundle's name
 * @param number 1 for what a node was started with, and one more with each push
 */
public record BundleVersion(String bundle, int number) {

  public BundleVersion {
    if (number < 1) {
      throw new IllegalArgumentException("a version starts at 1, not " + number);
    }
  }

  @Override
  public String toString() {
    return bundle + "@" + number;
  }
}
