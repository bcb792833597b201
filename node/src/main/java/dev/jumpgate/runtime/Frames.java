package dev.jumpgate.runtime;

import dev.jumpgate.codec.Codec;
import dev.jumpgate.codec.Refs;
import dev.jumpgate.codec.Schema;
import dev.jumpgate.process.Pid;
import dev.jumpgate.process.ReplyTo;
import dev.jumpgate.state.Bytes;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Signals as frames. Those that are nearly all of the traffic (messages, requests, answers) have a
 * form of their own, which says nothing about its shape; the others are the codec's.
 *
 * <pre>
 *   message:  kind pid epoch content          pid:    text incarnation serial
 *   request:  kind pid epoch caller lowest chain content
 *   value:    kind caller content             caller: text incarnation call process?
 * </pre>
 */
final class Frames {

  // None is the first byte of what the codec writes.
  private static final byte MESSAGE = 16;
  private static final byte REQUEST = 17;
  private static final byte VALUE = 18;

  private static final int MANY = 255;

  private final Codec signals = Codec.of(Schema.of(Signal.class), Refs.NONE);

  /** The frame of a signal. */
  static byte[] write(Signal signal) {
    return switch (signal) {
      case Signal.Deliver(var target, var epoch, Signal.Mail.Message(var content)) ->
          new Out(MESSAGE, content.size()).pid(target).number(epoch).end(content);
      case Signal.Deliver(
              var target,
              var epoch,
              Signal.Mail.Request(var content, var caller, var chain, var lowest))
          when chain.size() <= MANY ->
          new Out(REQUEST, content.size())
              .pid(target)
              .number(epoch)
              .caller(caller)
              .number(lowest)
              .pids(chain)
              .end(content);
      case Signal.Reply(ReplyTo<?> caller, Signal.Result.Value(var content)) ->
          new Out(VALUE, content.size()).caller(caller).end(content);
      default -> Codec.encode(signal);
    };
  }

  /** True where a frame is the answer to a call, and reading it takes no more than a moment. */
  static boolean isAnswer(byte[] frame) {
    return frame.length > 0 && frame[0] == VALUE;
  }

  /** True where a frame is a message or a request, and reading it takes no more than a moment. */
  static boolean isMessage(byte[] frame) {
    return frame.length > 0 && (frame[0] == MESSAGE || frame[0] == REQUEST);
  }

  /** The signal of a frame; throws where it is none. */
  Signal read(byte[] frame) {
    if (frame.length == 0 || frame[0] < MESSAGE || frame[0] > VALUE) {
      return signals.decode(frame, Signal.class);
    }
    try {
      var in = new In(frame);
      return switch (frame[0]) {
        case MESSAGE ->
            new Signal.Deliver(in.pid(), in.number(), new Signal.Mail.Message(in.rest()));
        case REQUEST -> {
          Pid target = in.pid();
          long epoch = in.number();
          ReplyTo<?> caller = in.caller();
          long lowest = in.number();
          List<Pid> chain = in.pids();
          yield new Signal.Deliver(
              target, epoch, new Signal.Mail.Request(in.rest(), caller, chain, lowest));
        }
        default -> new Signal.Reply(in.caller(), new Signal.Result.Value(in.rest()));
      };
    } catch (BufferUnderflowException e) {
      throw new IllegalArgumentException(
          "a frame of %d bytes ends too early".formatted(frame.length), e);
    }
  }

  /** A frame being written. */
  private static final class Out {

    private static final int USUAL = 160;

    private byte[] bytes;
    private int size;

    Out(byte kind, int content) {
      bytes = new byte[USUAL + content];
      bytes[size++] = kind;
    }

    private ByteBuffer room(int more) {
      if (bytes.length - size < more) {
        bytes = Arrays.copyOf(bytes, 2 * bytes.length + more);
      }
      var buffer = ByteBuffer.wrap(bytes, size, more);
      size += more;
      return buffer;
    }

    Out number(long number) {
      var _ = room(Long.BYTES).putLong(number);
      return this;
    }

    private void small(int number) {
      var _ = room(1).put((byte) number);
    }

    Out text(String text) {
      byte[] encoded = text.getBytes(StandardCharsets.UTF_8);
      if (encoded.length > MANY) {
        throw new IllegalArgumentException("a node's name of " + encoded.length + " bytes");
      }
      small(encoded.length);
      var _ = room(encoded.length).put(encoded);
      return this;
    }

    Out pid(Pid pid) {
      return text(pid.node()).number(pid.incarnation()).number(pid.serial());
    }

    Out pids(List<Pid> pids) {
      small(pids.size());
      pids.forEach(this::pid);
      return this;
    }

    Out caller(ReplyTo<?> caller) {
      text(caller.node()).number(caller.incarnation()).number(caller.call());
      Pid process = caller.process();
      return pids(process == null ? List.of() : List.of(process));
    }

    byte[] end(Bytes content) {
      int at = size;
      var _ = room(content.size());
      content.copyTo(bytes, at);
      return size == bytes.length ? bytes : Arrays.copyOf(bytes, size);
    }
  }

  /** A frame being read. */
  private static final class In {

    private final ByteBuffer in;
    private final byte[] frame;

    In(byte[] frame) {
      this.frame = frame;
      in = ByteBuffer.wrap(frame, 1, frame.length - 1);
    }

    long number() {
      return in.getLong();
    }

    private int small() {
      return Byte.toUnsignedInt(in.get());
    }

    private String text() {
      int length = small();
      if (length > in.remaining()) {
        throw new BufferUnderflowException();
      }
      var text = new String(frame, in.position(), length, StandardCharsets.UTF_8);
      in.position(in.position() + length);
      return text;
    }

    Pid pid() {
      return new Pid(text(), number(), number());
    }

    List<Pid> pids() {
      int count = small();
      if (count == 0) {
        return List.of();
      }
      List<Pid> pids = new ArrayList<>(count);
      for (int i = 0; i < count; i++) {
        pids.add(pid());
      }
      return List.copyOf(pids);
    }

    ReplyTo<?> caller() {
      String node = text();
      long incarnation = number();
      long call = number();
      List<Pid> process = pids();
      return new ReplyTo<>(node, incarnation, call, first(process));
    }

    private static @Nullable Pid first(List<Pid> pids) {
      return pids.isEmpty() ? null : pids.getFirst();
    }

    Bytes rest() {
      return Bytes.copyOf(frame, in.position(), frame.length);
    }
  }
}
