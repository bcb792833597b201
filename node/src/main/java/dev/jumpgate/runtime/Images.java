package dev.jumpgate.runtime;

import dev.jumpgate.code.Bundle;
import dev.jumpgate.codec.ChunkSink;
import dev.jumpgate.process.BundleVersion;
import dev.jumpgate.process.Cause;
import dev.jumpgate.process.RefusedException;
import java.util.List;

/**
 * Processes as values: taken from those that live, and read as another version than they are of.
 */
public final class Images {

  private final Kinds kinds;

  Images(Kinds kinds) {
    this.kinds = kinds;
  }

  /** The last committed revision as an image, without what waits; takes no turn of the process. */
  public ProcessImage snapshot(Cell<?, ?> cell) {
    return snapshotOf(cell);
  }

  /**
   * While it is copied in order to leave: it shows as moving, and can be slowed down.
   *
   * @param yes false when that is over
   */
  public void copied(Cell<?, ?> cell, boolean yes) {
    cell.copied(yes);
  }

  /** A process that is being copied goes on at so many percent of its speed. */
  public void slow(Cell<?, ?> cell, int percent) {
    cell.slow(percent);
  }

  /** The names of the services that it has used here. */
  public List<String> services(Cell<?, ?> cell) {
    return cell.annex().services().stream().sorted().toList();
  }

  /** The beginning of a copy of the process, which goes on while it runs. */
  public CopyWriter copy(Cell<?, ?> cell, ChunkSink chunks) {
    return new CopyWriter(cell, chunks);
  }

  private static <S, M> ProcessImage snapshotOf(Cell<S, M> cell) {
    return cell.contents().image(cell, cell.committed(), Cause.UPGRADED, List.of());
  }

  /**
   * The state of an image as one of {@code to}, which may be another version than the image is of.
   *
   * @throws dev.jumpgate.codec.CodecException when it does not convert
   * @throws RefusedException when the version has no such behavior
   */
  Revision<?, ?> revision(ProcessImage image, Bundle to) {
    return revision(image, kinds.of(to, image.behavior()));
  }

  private static <S, M> Revision<S, M> revision(ProcessImage image, Kind<S, M> kind) {
    return kind.contents().revision(image, kind);
  }

  /** Tries what {@link Halt#become} would do; throws as that does, and changes nothing. */
  public void tryOut(ProcessImage image, Bundle to) {
    revision(image, to);
  }

  /** The image as {@code to}, an earlier version than the process's, can read it. */
  public ProcessImage reverted(Cell<?, ?> cell, ProcessImage image, BundleVersion to) {
    return reverted(cell.committed(), image, to);
  }

  private static <S, M> ProcessImage reverted(
      Revision<S, M> revision, ProcessImage image, BundleVersion to) {
    Kind<S, M> kind = revision.kind();
    return kind.contents().reverted(image, kind.behavior(), revision.state(), to);
  }
}
