package dev.jumpgate.state;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * An immutable string of bytes: what a state holds in the place of a {@code byte[]}.
 *
 * <p>A slice shares the bytes with what it is a slice of, and so keeps all of them in memory;
 * {@code Bytes.copyOf(slice.toArray())} does not. Indices count from 0 and an index out of range is
 * an {@link IndexOutOfBoundsException}.
 */
public final class Bytes {

  private static final int SHOWN = 8;
  private static final Bytes EMPTY = new Bytes(new byte[0], 0, 0);

  private final byte[] content;
  private final int start;
  private final int size;

  private Bytes(byte[] content, int start, int size) {
    this.content = content;
    this.start = start;
    this.size = size;
  }

  public static Bytes empty() {
    return EMPTY;
  }

  public static Bytes of(byte... bytes) {
    return copyOf(bytes);
  }

  public static Bytes copyOf(byte[] bytes) {
    return copyOf(bytes, 0, bytes.length);
  }

  /** The bytes from the index {@code from} up to and without the index {@code to}. */
  public static Bytes copyOf(byte[] bytes, int from, int to) {
    Objects.checkFromToIndex(from, to, bytes.length);
    return from == to ? EMPTY : new Bytes(Arrays.copyOfRange(bytes, from, to), 0, to - from);
  }

  /** A builder without bytes. */
  public static Builder builder() {
    return new Builder();
  }

  public int size() {
    return size;
  }

  public boolean isEmpty() {
    return size == 0;
  }

  public byte at(int index) {
    return content[start + Objects.checkIndex(index, size)];
  }

  /** The bytes from {@code from} up to and without {@code to}; they are not copied. */
  public Bytes slice(int from, int to) {
    Objects.checkFromToIndex(from, to, size);
    if (to - from == size) {
      return this;
    }
    return from == to ? EMPTY : new Bytes(content, start + from, to - from);
  }

  /** Writes all bytes into {@code target}, from its index {@code at} on. */
  public void copyTo(byte[] target, int at) {
    System.arraycopy(content, start, target, at, size);
  }

  /** Copies {@code count} bytes, the first of them at {@code from}, to {@code target}. */
  public void copyTo(int from, byte[] target, int at, int count) {
    Objects.checkFromIndexSize(from, count, size);
    System.arraycopy(content, start + from, target, at, count);
  }

  /** A copy of the bytes. */
  public byte[] toArray() {
    return Arrays.copyOfRange(content, start, start + size);
  }

  /** The bytes to be read in place: a view that nobody can write to, from position 0. */
  public ByteBuffer asBuffer() {
    return ByteBuffer.wrap(content, start, size).slice().asReadOnlyBuffer();
  }

  /** The bytes to be read in place. The stream needs no closing. */
  public InputStream asStream() {
    return new ByteArrayInputStream(content, start, size);
  }

  public void writeTo(OutputStream out) throws IOException {
    // The stream that the JDK trusts to give no foreign stream the array itself.
    asStream().transferTo(out);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Bytes bytes
        && Arrays.equals(
            content, start, start + size, bytes.content, bytes.start, bytes.start + bytes.size);
  }

  @Override
  public int hashCode() {
    if (size == content.length) {
      return Arrays.hashCode(content);
    }
    int hash = 1;
    for (int i = start; i < start + size; i++) {
      hash = 31 * hash + content[i];
    }
    return hash;
  }

  /** Another hash of the content; see {@link SecondHash}. */
  long hash(long from, long factor) {
    long hash = from;
    for (int i = start; i < start + size; i++) {
      hash = SecondHash.mix(hash, content[i], factor);
    }
    return hash;
  }

  /** The size and the first bytes, {@code Bytes[12] 00ff17...}. */
  @Override
  public String toString() {
    int shown = Math.min(SHOWN, size);
    String hex = HexFormat.of().formatHex(content, start, start + shown);
    String rest = shown < size ? "..." : "";
    return "Bytes[" + size + "]" + (shown == 0 ? "" : " " + hex + rest);
  }

  /** A stream into bytes that grow; for one thread. */
  public static final class Builder extends OutputStream {

    private byte[] content = EMPTY.content;
    private int size;

    private Builder() {}

    @Override
    public void write(int octet) {
      reserve(1);
      content[size++] = (byte) octet;
    }

    @Override
    public void write(byte[] bytes) {
      write(bytes, 0, bytes.length);
    }

    @Override
    public void write(byte[] bytes, int from, int count) {
      reserve(count);
      System.arraycopy(bytes, from, content, size, count);
      size += count;
    }

    public Builder add(Bytes bytes) {
      reserve(bytes.size);
      bytes.copyTo(content, size);
      size += bytes.size;
      return this;
    }

    /**
     * Makes room for so many bytes more, at least.
     *
     * @throws OutOfMemoryError where they would not fit into an array
     */
    public Builder reserve(int more) {
      if (content.length - size < more) {
        long wanted = (long) size + more;
        if (wanted > Integer.MAX_VALUE - 8) {
          throw new OutOfMemoryError(wanted + " bytes do not fit into an array");
        }
        long roomy = Math.min(Math.max(wanted, 2L * size), Integer.MAX_VALUE - 8);
        content = Arrays.copyOf(content, (int) roomy);
      }
      return this;
    }

    /** The number of bytes so far. */
    public int size() {
      return size;
    }

    /**
     * The bytes so far, not copied unless a quarter of the room is empty. The builder then starts
     * anew.
     */
    public Bytes build() {
      boolean tight = content.length - size <= content.length / 4;
      Bytes built =
          size == 0 ? EMPTY : new Bytes(tight ? content : Arrays.copyOf(content, size), 0, size);
      content = EMPTY.content;
      size = 0;
      return built;
    }
  }
}
