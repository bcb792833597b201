package dev.jumpgate.runtime;

import dev.jumpgate.codec.Codec;
import dev.jumpgate.state.Bytes;

/** Between what lives here and what travels. */
final class Packing {

  private Packing() {}

  static Signal.Mail pack(Envelope envelope) {
    return switch (envelope) {
      case Envelope.Request request ->
          new Signal.Mail.Request(
              bytes(request.content()), request.caller(), request.chain(), request.lowest());
      case Envelope.Marked marked -> new Signal.Mail.Marked(marked.mark, pack(marked.message));
      case Envelope.Message message -> new Signal.Mail.Message(bytes(message.content()));
      case Envelope.Answered answered ->
          new Signal.Mail.Answered(answered.ask, pack(answered.outcome));
      case Envelope.End end -> new Signal.Mail.End(end.flush);
      case Envelope.Told told -> new Signal.Mail.Told(told.notice);
      default -> throw new IllegalArgumentException(envelope + " does not leave its node");
    };
  }

  static boolean travels(Envelope envelope) {
    return switch (envelope) {
      case Envelope.Message _,
          Envelope.Marked _,
          Envelope.Answered _,
          Envelope.End _,
          Envelope.Told _ ->
          true;
      case Envelope.Started _,
          Envelope.Due _,
          Envelope.Overdue _,
          Envelope.Stop _,
          Envelope.Nothing _ ->
          false;
    };
  }

  static Envelope unpack(Signal.Mail mail) {
    return switch (mail) {
      case Signal.Mail.Message(var content) -> new Envelope.Message(new Envelope.Packed(content));
      case Signal.Mail.Request(var content, var caller, var chain, var lowest) ->
          new Envelope.Asked(new Envelope.Packed(content), caller, chain, lowest);
      case Signal.Mail.Marked(var mark, var inner)
          when unpack(inner) instanceof Envelope.Message message ->
          new Envelope.Marked(mark, message);
      case Signal.Mail.Marked marked -> unpack(marked.mail());
      case Signal.Mail.Answered(var ask, var result) -> new Envelope.Answered(ask, unpack(result));
      case Signal.Mail.End(var flush) -> new Envelope.End(flush);
      case Signal.Mail.Told(var notice) -> new Envelope.Told(notice);
    };
  }

  static Signal.Result pack(Outcome outcome) {
    return switch (outcome) {
      case Outcome.Value(var content) -> new Signal.Result.Value(bytes(content));
      case Outcome.Failed(var why, var reason) -> new Signal.Result.Failed(why, reason);
    };
  }

  static Outcome unpack(Signal.Result result) {
    return switch (result) {
      case Signal.Result.Value(var content) -> new Outcome.Value(new Envelope.Packed(content));
      case Signal.Result.Failed(var why, var reason) -> new Outcome.Failed(why, reason);
    };
  }

  private static Bytes bytes(Object content) {
    return content instanceof Envelope.Packed(var bytes)
        ? bytes
        : Bytes.copyOf(Codec.encode(content));
  }
}
