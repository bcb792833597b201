package dev.jumpgate.cluster.hazelcast;

import com.hazelcast.map.EntryProcessor;
import com.hazelcast.nio.ObjectDataInput;
import com.hazelcast.nio.ObjectDataOutput;
import com.hazelcast.nio.serialization.IdentifiedDataSerializable;
import java.io.IOException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Compare-and-sets of many entries in one go, each on the member that has its entry. It answers
 * with what stands there afterwards, so that nobody needs to read it back.
 */
final class Swap implements EntryProcessor<String, byte[], byte[]>, IdentifiedDataSerializable {

  private static final long serialVersionUID = 1;

  private transient Map<String, Step> steps;
  // What was written here, for the backups: they follow, and do not decide once more.
  private final transient Map<String, Step> done = new ConcurrentHashMap<>();

  Swap(Map<String, Step> steps) {
    this.steps = steps;
  }

  /** A compare-and-set of one entry. */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Step(byte @Nullable [] expected, byte @Nullable [] next) {}

  @Override
  @SuppressWarnings("NullAway") // null removes an entry, as Hazelcast has it
  public byte[] process(Map.Entry<String, byte[]> entry) {
    byte[] standing = entry.getValue();
    Step step = steps.get(entry.getKey());
    if (step == null) {
      return standing;
    }
    if (!Arrays.equals(standing, step.expected)) {
      // It may have been made by an earlier attempt, which no backup confirmed.
      if (standing != null && Arrays.equals(standing, step.next)) {
        done.put(entry.getKey(), step);
      }
      return standing;
    }
    entry.setValue(step.next);
    done.put(entry.getKey(), step);
    return step.next;
  }

  @Override
  public @Nullable EntryProcessor<String, byte[], byte[]> getBackupProcessor() {
    Map<String, byte @Nullable []> written = new HashMap<>();
    done.forEach((key, step) -> written.put(key, step.next));
    return new SwapCopy(written);
  }

  @Override
  public void writeData(ObjectDataOutput out) throws IOException {
    out.writeInt(steps.size());
    for (var entry : steps.entrySet()) {
      out.writeString(entry.getKey());
      out.writeByteArray(entry.getValue().expected);
      out.writeByteArray(entry.getValue().next);
    }
  }

  @Override
  public void readData(ObjectDataInput in) throws IOException {
    int size = in.readInt();
    steps = new HashMap<>();
    for (int i = 0; i < size; i++) {
      steps.put(in.readString(), new Step(in.readByteArray(), in.readByteArray()));
    }
  }

  @Override
  public int getFactoryId() {
    return Types.FACTORY;
  }

  @Override
  public int getClassId() {
    return Types.SWAP;
  }
}
