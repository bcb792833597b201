package dev.jumpgate.benchmarks.values;

import dev.jumpgate.codec.Codec;
import dev.jumpgate.codec.FrameReader;
import dev.jumpgate.codec.FrameWriter;
import dev.jumpgate.codec.Refs;
import dev.jumpgate.codec.Schema;
import java.util.function.Function;
import org.apache.fory.Fory;
import org.apache.fory.config.CompatibleMode;
import tools.jackson.dataformat.cbor.CBORMapper;

/** Ours and the peers', each as one would use it for messages of one type. */
record Formats(Function<Object, byte[]> encode, Function<byte[], Object> decode) {

  static Formats named(String name, Class<?> type) {
    return switch (name) {
      case "jumpgate" -> jumpgate(type);
      case "fory" -> fory(fory(CompatibleMode.SCHEMA_CONSISTENT, type));
      case "foryCompatible" -> fory(fory(CompatibleMode.COMPATIBLE, type));
      case "cbor" -> cbor(type);
      default -> throw new IllegalArgumentException(name);
    };
  }

  /** A session in which every shape is known already. */
  private static Formats jumpgate(Class<?> type) {
    FrameWriter writer = new FrameWriter();
    FrameReader reader = new FrameReader();
    Codec codec = Codec.of(Schema.of(type), Refs.NONE);
    Function<byte[], Object> decode =
        frame -> {
          Object value = reader.decode(frame, codec);
          if (value == null) {
            throw new IllegalStateException("null");
          }
          return value;
        };
    return new Formats(writer::encode, decode);
  }

  static Fory fory(CompatibleMode mode, Class<?> type) {
    Fory fory =
        Fory.builder()
            .withXlang(false)
            .withRefTracking(false)
            .withCompatibleMode(mode)
            .requireClassRegistration(true)
            .build();
    fory.register(Order.Side.class);
    fory.register(Order.Address.class);
    fory.register(Order.class);
    if (type != Order.class && type.isRecord()) {
      fory.register(type);
    }
    return fory;
  }

  private static Formats fory(Fory fory) {
    return new Formats(fory::serialize, fory::deserialize);
  }

  private static Formats cbor(Class<?> type) {
    CBORMapper mapper = new CBORMapper();
    return new Formats(mapper::writeValueAsBytes, bytes -> mapper.readValue(bytes, type));
  }
}
