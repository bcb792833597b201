package dev.jumpgate.cluster.hazelcast;

import com.hazelcast.nio.ObjectDataInput;
import com.hazelcast.nio.ObjectDataOutput;
import com.hazelcast.nio.serialization.IdentifiedDataSerializable;
import com.hazelcast.spi.merge.MergingValue;
import com.hazelcast.spi.merge.SplitBrainMergePolicy;
import org.jspecify.annotations.Nullable;

/** When halves of a cluster become one again, the owner that outranks the other remains. */
public final class HighestEpoch
    implements SplitBrainMergePolicy<byte[], MergingValue<byte[]>, Object>,
        IdentifiedDataSerializable {

  @Override
  @SuppressWarnings("NullAway") // null where neither side has the entry, as Hazelcast has it
  public Object merge(MergingValue<byte[]> merging, @Nullable MergingValue<byte[]> existing) {
    byte[] theirs = merging.getDeserializedValue();
    byte[] ours = existing == null ? null : existing.getDeserializedValue();
    if (theirs == null || ours == null) {
      return theirs == null ? ours : theirs;
    }
    return MapTable.decode(theirs).outranks(MapTable.decode(ours)) ? theirs : ours;
  }

  @Override
  public void writeData(ObjectDataOutput out) {}

  @Override
  public void readData(ObjectDataInput in) {}

  @Override
  public int getFactoryId() {
    return Types.FACTORY;
  }

  @Override
  public int getClassId() {
    return Types.HIGHEST_EPOCH;
  }
}
