package dev.jumpgate.process;

import dev.jumpgate.state.Tree;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** A reference as a tree shows it: an address that no node has given life to. */
record ShownRef<M>(@Nullable Pid pid, @Nullable String name) implements Ref<M> {

  static <M> ShownRef<M> of(Tree shown) {
    if (!(shown instanceof Tree.RecordNode(String type, _, _))
        || !type.equals(Ref.class.getName())) {
      throw new IllegalStateException(shown + " is no reference");
    }
    String pid = text(shown, "pid");
    return new ShownRef<>(pid == null ? null : Pid.parse(pid), text(shown, "name"));
  }

  private static @Nullable String text(Tree shown, String component) {
    Tree text = shown.get(component);
    return text.isNull() ? null : text.asText();
  }

  @Override
  public void send(M message) {
    throw refusal();
  }

  @Override
  public <R> R call(Request<? super M, R> request, Duration patience) {
    throw refusal();
  }

  private IllegalStateException refusal() {
    return new IllegalStateException(
        this + " was read from a tree: use it through a context, in a later message");
  }

  @Override
  public String toString() {
    return name != null ? name : String.valueOf(pid);
  }
}
