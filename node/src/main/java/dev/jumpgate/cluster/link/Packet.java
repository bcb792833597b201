package dev.jumpgate.cluster.link;

import dev.jumpgate.cluster.Transport.Channel;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What goes over a wire.
 *
 * <pre>
 *   greeting: kind version session known received
 *   data:     kind session known received sequence channel grants {channel consumed}* {frame}*
 *   frame:    length, with the highest bit set where the rest of the frame follows; bytes
 * </pre>
 */
sealed interface Packet {

  int HELLO = 1;
  int WELCOME = 2;
  int DATA = 3;

  int GREETING_BYTES = 1 + Integer.BYTES + 3 * Long.BYTES;
  int DATA_BYTES = 1 + 4 * Long.BYTES + 2;
  int GRANT_BYTES = 1 + Long.BYTES;
  int MORE = 1 << 31;

  /** The session of the sender, and that of the receiver as the sender knows it, or 0. */
  long session();

  long known();

  /** The last packet of the receiver's session that has come to the sender. */
  long received();

  /**
   * Opens a wire, or answers that.
   *
   * @param answer true where it answers a greeting
   * @param version the newest that the sender speaks; it speaks the one before too
   */
  record Greeting(boolean answer, int version, long session, long known, long received)
      implements Packet {

    byte[] bytes() {
      return ByteBuffer.allocate(GREETING_BYTES)
          .put((byte) (answer ? WELCOME : HELLO))
          .putInt(version)
          .putLong(session)
          .putLong(known)
          .putLong(received)
          .array();
    }
  }

  /**
   * Frames of one channel, or none; and what the sender has handled meanwhile.
   *
   * @param sequence its number, from 1 on; 0 where it has no frames
   * @param from where in {@code bytes} the frames begin
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Data(
      long session,
      long known,
      long received,
      long sequence,
      @Nullable Channel channel,
      List<Grant> grants,
      byte[] bytes,
      int from)
      implements Packet {}

  /** How much of a channel the sender has handled in this session. */
  record Grant(Channel channel, long consumed) {}

  /**
   * The beginning of a packet.
   *
   * @param bytes room for frames, which the caller fills
   */
  static ByteBuffer data(
      int bytes,
      long session,
      long known,
      long received,
      long sequence,
      @Nullable Channel channel,
      List<Grant> grants) {
    var packet = ByteBuffer.allocate(DATA_BYTES + GRANT_BYTES * grants.size() + bytes);
    packet.put((byte) DATA).putLong(session).putLong(known).putLong(received).putLong(sequence);
    packet.put(channel == null ? 0 : channel.code()).put((byte) grants.size());
    grants.forEach(grant -> packet.put(grant.channel.code()).putLong(grant.consumed));
    return packet;
  }

  /** All of a packet that was begun with {@link #data}. */
  @SuppressWarnings("ByteBufferBackingArray") // was allocated for it
  static byte[] bytes(ByteBuffer packet) {
    return packet.array();
  }

  /**
   * Reads a packet, but for its frames.
   *
   * @throws BadPacketException when it is none
   */
  static Packet read(byte[] bytes) throws BadPacketException {
    var in = ByteBuffer.wrap(bytes);
    int kind = in.hasRemaining() ? in.get() : 0;
    return switch (kind) {
      case HELLO, WELCOME -> greeting(kind == WELCOME, in);
      case DATA -> data(bytes, in);
      default -> throw new BadPacketException("a packet of kind " + kind);
    };
  }

  private static Packet greeting(boolean answer, ByteBuffer in) throws BadPacketException {
    // Longer ones are of a later version, which may say more behind what this one knows.
    if (in.capacity() < GREETING_BYTES) {
      throw new BadPacketException("a greeting of " + in.capacity() + " bytes");
    }
    return new Greeting(answer, in.getInt(), in.getLong(), in.getLong(), in.getLong());
  }

  private static Packet data(byte[] bytes, ByteBuffer in) throws BadPacketException {
    if (in.capacity() < DATA_BYTES) {
      throw new BadPacketException("a packet of " + in.capacity() + " bytes");
    }
    long session = in.getLong();
    long known = in.getLong();
    long received = in.getLong();
    long sequence = in.getLong();
    byte code = in.get();
    int count = in.get();
    if (count < 0 || in.remaining() < count * GRANT_BYTES) {
      throw new BadPacketException(count + " grants in " + in.remaining() + " bytes");
    }
    List<Grant> grants = count == 0 ? List.of() : new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      grants.add(new Grant(channel(in.get()), in.getLong()));
    }
    return new Data(
        session,
        known,
        received,
        sequence,
        sequence == 0 ? null : channel(code),
        grants,
        bytes,
        in.position());
  }

  private static Channel channel(byte code) throws BadPacketException {
    Channel channel = Channel.of(code);
    if (channel == null) {
      throw new BadPacketException("channel " + code);
    }
    return channel;
  }
}
