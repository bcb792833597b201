package dev.jumpgate.code;

import dev.jumpgate.operator.BundleFile;
import dev.jumpgate.process.BundleVersion;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;

/**
 * A bundle version as the cluster keeps it.
 *
 * @param hash the SHA-256 of its files' paths and contents, in hexadecimal
 * @param pushed when it came to the cluster
 * @param files ordered by path
 */
public record Packed(BundleVersion version, String hash, Instant pushed, List<BundleFile> files) {

  static List<BundleFile> ordered(List<BundleFile> files) {
    return files.stream().sorted(Comparator.comparing(BundleFile::path)).toList();
  }

  /** The digest of files that are ordered by path. */
  static String hash(List<BundleFile> files) {
    try {
      var digest = MessageDigest.getInstance("SHA-256");
      for (BundleFile file : files) {
        digest.update(file.path().getBytes(StandardCharsets.UTF_8));
        digest.update((byte) 0);
        digest.update(MessageDigest.getInstance("SHA-256").digest(file.content().toArray()));
      }
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  /** How many of the files are classes. */
  public int classes() {
    return (int) files.stream().filter(BundleFile::isClass).count();
  }

  /** What all files take. */
  public long bytes() {
    return files.stream().mapToLong(file -> file.content().size()).sum();
  }
}
