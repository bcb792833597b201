package dev.jumpgate.state;

import java.util.Arrays;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/** An immutable string of bytes: what a state holds in the place of a {@code byte[]}. */
public final class Bytes {

  private static final int SHOWN = 8;

  private final byte[] content;

  private Bytes(byte[] content) {
    this.content = content;
  }

  public static Bytes of(byte... bytes) {
    return copyOf(bytes);
  }

  public static Bytes copyOf(byte[] bytes) {
    return new Bytes(bytes.clone());
  }

  public int size() {
    return content.length;
  }

  public byte at(int index) {
    return content[index];
  }

  /** A copy of the bytes. */
  public byte[] toArray() {
    return content.clone();
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Bytes bytes && Arrays.equals(content, bytes.content);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(content);
  }

  /** The size and the first bytes, {@code Bytes[12] 00ff17...}. */
  @Override
  public String toString() {
    int shown = Math.min(SHOWN, content.length);
    String hex = HexFormat.of().formatHex(content, 0, shown);
    String rest = shown < content.length ? "..." : "";
    return "Bytes[" + content.length + "]" + (shown == 0 ? "" : " " + hex + rest);
  }
}
