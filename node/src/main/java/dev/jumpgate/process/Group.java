package dev.jumpgate.process;

import dev.jumpgate.state.PMap;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.IntUnaryOperator;
import java.util.function.Supplier;

/**
 * The processes of the cluster that joined under one name, as this node sees them. The idea is that
 * of Erlang's {@code pg}.
 *
 * <p>Looking asks nobody. Nodes hear of each other's members a moment after they joined or left; of
 * one node's, in the order in which they did. Safe for use by several threads, unless it came from
 * a {@link Context}.
 *
 * @param <M> the messages that its members understand
 */
public final class Group<M> {

  /**
   * One that has joined.
   *
   * @param node where it is
   * @param metadata what it said of itself when it joined
   */
  public record Member<M>(Ref<M> ref, String node, PMap<String, String> metadata) {}

  /** What happened to the members of a group. */
  public sealed interface Change<M> {

    /** The one that it is about, as it is now; one that left, as it was. */
    Member<M> member();

    /** A process joined, or became known with its node. */
    record Joined<M>(Member<M> member) implements Change<M> {}

    /** A member is on another node, or says something else of itself. */
    record Changed<M>(Member<M> before, Member<M> member) implements Change<M> {}

    /** A member left, ended, or was lost with its node. */
    record Left<M>(Member<M> member) implements Change<M> {}
  }

  private final String name;
  private final String here;
  private final Supplier<List<Member<M>>> members;
  private final BiConsumer<Ref<M>, M> sender;
  private final IntUnaryOperator choice;

  /**
   * For nodes and trials: authors get theirs from a context, clients from a node.
   *
   * @param here the node that looks
   * @param members gives them as they are at that moment
   * @param sender sends to one of them
   * @param choice gives a number below its argument
   */
  public Group(
      String name,
      String here,
      Supplier<List<Member<M>>> members,
      BiConsumer<Ref<M>, M> sender,
      IntUnaryOperator choice) {
    this.name = name;
    this.here = here;
    this.members = members;
    this.sender = sender;
    this.choice = choice;
  }

  public String name() {
    return name;
  }

  /** The members, ordered by pid: in the same order on every node. */
  public List<Member<M>> members() {
    return members.get();
  }

  /** One of the members at random; empty where there is none. */
  public Optional<Ref<M>> pick() {
    return pick(members());
  }

  /** One of this node's members at random, or of all where this node has none. */
  public Optional<Ref<M>> pickNear() {
    List<Member<M>> all = members();
    List<Member<M>> near = all.stream().filter(m -> m.node().equals(here)).toList();
    return pick(near.isEmpty() ? all : near);
  }

  private Optional<Ref<M>> pick(List<Member<M>> from) {
    return from.isEmpty()
        ? Optional.empty()
        : Optional.of(from.get(choice.applyAsInt(from.size())).ref());
  }

  /** Sends a message, one way, to each member there is now, to the sender too where it is one. */
  public void send(M message) {
    members().forEach(member -> sender.accept(member.ref(), message));
  }

  @Override
  public String toString() {
    return name;
  }
}
