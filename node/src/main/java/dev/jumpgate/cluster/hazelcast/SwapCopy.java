package dev.jumpgate.cluster.hazelcast;

import com.hazelcast.map.EntryProcessor;
import com.hazelcast.nio.ObjectDataInput;
import com.hazelcast.nio.ObjectDataOutput;
import com.hazelcast.nio.serialization.IdentifiedDataSerializable;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a {@link Swap} wrote, as its backups write it. */
final class SwapCopy implements EntryProcessor<String, byte[], byte[]>, IdentifiedDataSerializable {

  private static final long serialVersionUID = 1;

  private transient Map<String, byte @Nullable []> written;

  SwapCopy(Map<String, byte @Nullable []> written) {
    this.written = written;
  }

  @Override
  @SuppressWarnings("NullAway") // null removes an entry, as Hazelcast has it
  public byte[] process(Map.Entry<String, byte[]> entry) {
    if (written.containsKey(entry.getKey())) {
      entry.setValue(written.get(entry.getKey()));
    }
    return null;
  }

  @Override
  public @Nullable EntryProcessor<String, byte[], byte[]> getBackupProcessor() {
    return null;
  }

  @Override
  public void writeData(ObjectDataOutput out) throws IOException {
    out.writeInt(written.size());
    for (var entry : written.entrySet()) {
      out.writeString(entry.getKey());
      out.writeByteArray(entry.getValue());
    }
  }

  @Override
  public void readData(ObjectDataInput in) throws IOException {
    int size = in.readInt();
    written = new HashMap<>();
    for (int i = 0; i < size; i++) {
      written.put(in.readString(), in.readByteArray());
    }
  }

  @Override
  public int getFactoryId() {
    return Types.FACTORY;
  }

  @Override
  public int getClassId() {
    return Types.SWAP_COPY;
  }
}
