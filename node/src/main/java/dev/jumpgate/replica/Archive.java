package dev.jumpgate.replica;

import dev.jumpgate.code.Bundles;
import dev.jumpgate.code.Packed;
import dev.jumpgate.codec.Codec;
import dev.jumpgate.codec.CodecException;
import dev.jumpgate.codec.Refs;
import dev.jumpgate.codec.Schema;
import dev.jumpgate.gate.protocol.ExportFile;
import dev.jumpgate.gate.protocol.Exported;
import dev.jumpgate.operator.MoveOptions;
import dev.jumpgate.operator.OperatorException;
import dev.jumpgate.operator.OperatorException.Code;
import dev.jumpgate.process.BundleVersion;
import dev.jumpgate.process.Cause;
import dev.jumpgate.process.JumpgateException;
import dev.jumpgate.process.NameTakenException;
import dev.jumpgate.runtime.Cell;
import dev.jumpgate.runtime.Halt;
import dev.jumpgate.runtime.Hold;
import dev.jumpgate.runtime.ProcessImage;
import dev.jumpgate.runtime.Processes;
import dev.jumpgate.state.Bytes;
import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Turns processes into files, and files into processes, here or in another cluster. */
public final class Archive {

  /** What fits into one frame of a gate, with room for what goes around it. */
  private static final int FILE_BYTES_MAX = 60 << 20;

  private static final Codec IMAGES = Codec.of(Schema.of(ProcessImage.class), Refs.NONE);

  private final String self;
  private final Processes processes;
  private final Bundles bundles;
  private final InstantSource clock;

  public Archive(String self, Processes processes, Bundles bundles, InstantSource clock) {
    this.self = self;
    this.processes = processes;
    this.bundles = bundles;
    this.clock = clock;
  }

  /**
   * The file of a process: its state and what waits for it, at one message boundary. It goes on.
   *
   * @throws OperatorException where it does not come to one, or cannot be written
   */
  public Bytes export(Cell<?, ?> cell) throws InterruptedException {
    ProcessImage image = image(cell);
    if (processes.isSupervisor(image)) {
      throw new OperatorException(
          Code.FAILED,
          cell.label() + " is a supervisor: its children are processes of their own",
          "/export each of them");
    }
    byte[] file = ExportFile.write(exported(image));
    if (file.length > FILE_BYTES_MAX) {
      throw new OperatorException(
          Code.FAILED,
          "%s takes %d MB; up to %d can be exported"
              .formatted(cell.label(), file.length >> 20, FILE_BYTES_MAX >> 20),
          null);
    }
    return Bytes.of(file);
  }

  private ProcessImage image(Cell<?, ?> cell) throws InterruptedException {
    Halt halt =
        processes
            .halt(cell, Hold.MOVING, MoveOptions.DEFAULT.patience())
            .orElseThrow(() ->
                new OperatorException(
                    Code.FAILED,
                    cell.label() + " did not come to the end of its message, or is being moved",
                    "/inspect %s --about shows what it is at".formatted(cell.label())));
    try {
      return halt.export(Cause.MOVED);
    } catch (CodecException e) {
      throw new OperatorException(
          Code.FAILED, "%s cannot travel: %s".formatted(cell.label(), e.getMessage()), null);
    } finally {
      halt.resume();
    }
  }

  private Exported exported(ProcessImage image) {
    return new Exported(
        image.name(),
        image.pid(),
        self,
        clock.instant(),
        image.behavior(),
        image.bundle(),
        image.sequence(),
        image.mail().size(),
        image.state(),
        Bytes.of(Codec.encode(image.with(Bytes.empty()))),
        bundles.packed(image.bundle()).map(Packed::files).orElse(List.of()));
  }

  /**
   * Starts the process of a file on this node, under a pid of its own: the former one may still be
   * alive. Those who watched it, its links, and who waited for its answers stay with that.
   *
   * @param name its global name; null for the one it had
   * @throws OperatorException where the name is taken, or this node cannot run it
   */
  public Cell<?, ?> restore(Bytes file, @Nullable String name) {
    Exported exported = ExportFile.read(file.toArray(), "what came");
    try {
      BundleVersion version =
          exported.files().isEmpty()
              ? exported.bundle()
              : bundles.publish(exported.bundle().bundle(), exported.files()).bundle().version();
      ProcessImage image = IMAGES.decode(exported.image().toArray(), ProcessImage.class);
      return processes.restore(
          image.with(exported.state()), name == null ? image.name() : name, version);
    } catch (NameTakenException e) {
      throw new OperatorException(
          Code.FAILED, String.valueOf(e.getMessage()), "--as gives it another name");
    } catch (CodecException | JumpgateException e) {
      throw new OperatorException(
          Code.FAILED,
          "%s cannot go on here: %s".formatted(exported.label(), e.getMessage()),
          null);
    }
  }
}
