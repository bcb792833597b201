package dev.jumpgate.operator;

import java.util.List;

/**
 * A push that is done. Nothing runs the new version yet.
 *
 * @param version the number the content has in the cluster
 * @param already true where the cluster had this very content before
 * @param classes how many classes the version has
 * @param refused what keeps behaviors of the version from running, whether anything lives or not
 * @param live what an upgrade to it would do to each live process of the bundle
 */
public record PushResult(
    String bundle,
    int version,
    String hash,
    boolean already,
    int classes,
    List<Refusal> refused,
    List<Fit> live) {

  /**
   * A part of a behavior's state, messages or answers that is not allowed.
   *
   * @param behavior the name of its class
   * @param path where, {@code State.log[].when}; empty where it is about the class itself
   * @param reason what is there and what to use instead
   */
  public record Refusal(String behavior, String path, String reason) {}

  /**
   * Whether a live process could go on under the version.
   *
   * @param name its name or pid
   * @param fits false where its state does not convert
   * @param path where in the state it does not, empty where it fits
   * @param reason why not, empty where it fits
   */
  public record Fit(String name, String node, boolean fits, String path, String reason) {}
}
