package dev.jumpgate.cluster.hazelcast;

import com.hazelcast.nio.serialization.DataSerializableFactory;
import com.hazelcast.nio.serialization.IdentifiedDataSerializable;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Ours that travels between members: known by number, so that no class is loaded by its name. */
final class Types implements DataSerializableFactory {

  static final int FACTORY = 5801;
  static final int SWAP = 1;
  static final int SWAP_COPY = 2;
  static final int HIGHEST_EPOCH = 3;

  @Override
  @SuppressWarnings("NullAway") // null for a number that is nobody's, as Hazelcast has it
  public @Nullable IdentifiedDataSerializable create(int type) {
    return switch (type) {
      case SWAP -> new Swap(Map.of());
      case SWAP_COPY -> new SwapCopy(Map.of());
      case HIGHEST_EPOCH -> new HighestEpoch();
      default -> null;
    };
  }
}
