package dev.jumpgate.gate.protocol;

import dev.jumpgate.codec.Codec;
import dev.jumpgate.codec.CodecException;
import dev.jumpgate.codec.Refs;
import dev.jumpgate.codec.Schema;
import dev.jumpgate.operator.OperatorException;
import dev.jumpgate.operator.OperatorException.Code;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;

/**
 * The form of an exported process as a file.
 *
 * <pre>
 *   JUMPGATE   format (4 bytes)   SHA-256 of the rest (32 bytes)   the process, encoded
 * </pre>
 */
public final class ExportFile {

  private static final byte[] MAGIC = "JUMPGATE".getBytes(StandardCharsets.US_ASCII);
  private static final int FORMAT = 1;
  private static final int DIGEST_BYTES = 32;
  private static final int HEAD_BYTES = MAGIC.length + 4 + DIGEST_BYTES;
  private static final Codec CODEC = Codec.of(Schema.of(Exported.class), Refs.NONE);

  private ExportFile() {}

  /** The file of a process. */
  public static byte[] write(Exported process) {
    byte[] body = Codec.encode(process);
    return ByteBuffer.allocate(HEAD_BYTES + body.length)
        .put(MAGIC)
        .putInt(FORMAT)
        .put(digest(body))
        .put(body)
        .array();
  }

  /**
   * The process in a file.
   *
   * @param place what the file is called in complaints
   * @throws OperatorException in one line, where it is no such file, or not as it was written
   */
  public static Exported read(byte[] file, String place) {
    if (file.length < MAGIC.length || !Arrays.equals(file, 0, MAGIC.length, MAGIC, 0, 8)) {
      throw bad(place, "is no exported process");
    }
    if (file.length < HEAD_BYTES) {
      throw bad(place, "ends too early");
    }
    ByteBuffer in = ByteBuffer.wrap(file).position(MAGIC.length);
    int format = in.getInt();
    if (format != FORMAT) {
      throw bad(place, "has the format %d, and this is for %d".formatted(format, FORMAT));
    }
    byte[] digest = new byte[DIGEST_BYTES];
    byte[] body = new byte[file.length - HEAD_BYTES];
    in.get(digest).get(body);
    if (!MessageDigest.isEqual(digest, digest(body))) {
      throw bad(place, "is damaged: its checksum is another");
    }
    try {
      return CODEC.decode(body, Exported.class);
    } catch (CodecException e) {
      throw bad(place, "cannot be read: " + e.getMessage());
    }
  }

  private static OperatorException bad(String place, String what) {
    return new OperatorException(Code.FAILED, place + " " + what, null);
  }

  private static byte[] digest(byte[] body) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(body);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
