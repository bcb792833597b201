package dev.jumpgate.codec;

import dev.jumpgate.state.Tree;
import org.jspecify.annotations.Nullable;

/**
 * The reading end of a session of messages: it takes the frames of one {@link FrameWriter}, all of
 * them and in their order.
 *
 * <p>A frame whose value does not fit is refused, and the session goes on. After one that is
 * malformed all are refused, until the other end starts anew.
 *
 * <p>For one thread at a time.
 */
public final class FrameReader {

  private Reading reading = new Reading(new Input(new byte[0]));
  private boolean broken = true;

  /**
   * The value of a frame, by the schema of {@code codec}; null where null was written.
   *
   * @throws CodecException when the frame is no such value
   */
  public @Nullable Object decode(byte[] frame, Codec codec) {
    return read(frame, codec.refs(), () -> codec.value(reading));
  }

  /**
   * The value of a frame, which is a {@code type} and not null.
   *
   * @throws CodecException when the frame is no such value
   */
  public <T> T decode(byte[] frame, Codec codec, Class<T> type) {
    return Messages.cast(decode(frame, codec), type);
  }

  /**
   * A frame seen without classes.
   *
   * @throws CodecException when it is none
   */
  public Tree tree(byte[] frame) {
    return read(
        frame,
        Refs.NONE,
        () -> {
          Tree tree = new TreeReader(reading).read();
          reading.checkEnd();
          return tree;
        });
  }

  private <T extends @Nullable Object> T read(byte[] frame, Refs refs, Messages.Reader<T> reader) {
    Input in = new Input(frame);
    if (!broken && frame.length > 0 && frame[0] == FrameWriter.CONTINUED) {
      in.octet();
      reading.next(in);
    } else {
      start(in, frame);
    }
    int shapes = reading.shapes().size();
    int constants = reading.constants().size();
    try {
      return Messages.read(reading, refs, reader);
    } catch (CodecException e) {
      reading.shapes().back(shapes);
      reading.constants().back(constants);
      in.back(1);
      skim();
      throw e;
    }
  }

  /** Starts anew, as the writing end says that it did. */
  private void start(Input in, byte[] frame) {
    Reading fresh = new Reading(in);
    boolean continued = frame.length > 0 && frame[0] == FrameWriter.CONTINUED;
    broken = true;
    Messages.read(
        fresh,
        Refs.NONE,
        () -> {
          if (continued) {
            throw new Failure("it builds upon frames that were not understood");
          }
          fresh.checkVersion();
          return fresh;
        });
    reading = fresh;
    broken = false;
  }

  /** Learns what the frame says for those that follow, though its value does not fit here. */
  private void skim() {
    broken = true;
    try {
      Messages.read(
          reading,
          Refs.NONE,
          () -> {
            new Skim(reading).past();
            reading.checkEnd();
            broken = false;
            return null;
          });
    } catch (CodecException e) {
      // Malformed: what was refused before says why.
    }
  }
}
