package dev.jumpgate.state;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/** A copy of a tree in which every component is another one; what stays the same is shared. */
final class TreeMask {

  /** What operators see in place of a sensitive value. */
  static final String HIDDEN = "***";

  private static final Tree MASK = Tree.of(HIDDEN);

  private final UnaryOperator<Tree.Component> change;

  private TreeMask(boolean hide) {
    change = hide ? this::hidden : this::shown;
  }

  static Tree masked(Tree tree) {
    return new TreeMask(true).copy(tree);
  }

  static Tree revealed(Tree tree) {
    return new TreeMask(false).copy(tree);
  }

  private Tree.Component hidden(Tree.Component component) {
    if (!component.sensitive()) {
      return shown(component);
    }
    return component.value().equals(MASK)
        ? component
        : new Tree.Component(component.name(), MASK, true);
  }

  private Tree.Component shown(Tree.Component component) {
    Tree value = copy(component.value());
    return value == component.value() && !component.sensitive()
        ? component
        : new Tree.Component(component.name(), value, false);
  }

  private Tree copy(Tree tree) {
    return switch (tree) {
      case Tree.RecordNode node -> {
        var components = each(node.components(), change);
        yield components == node.components()
            ? node
            : new Tree.RecordNode(node.type(), node.variant(), components);
      }
      case Tree.ListNode node -> {
        var elements = each(node.elements(), this::copy);
        yield elements == node.elements() ? node : new Tree.ListNode(elements);
      }
      case Tree.SetNode node -> {
        var elements = each(node.elements(), this::copy);
        yield elements == node.elements() ? node : new Tree.SetNode(elements);
      }
      case Tree.MapNode node -> {
        var entries = each(node.entries(), this::copy);
        yield entries == node.entries() ? node : new Tree.MapNode(entries);
      }
      case Tree.Symbol _, Tree.Scalar _ -> tree;
    };
  }

  private Tree.Entry copy(Tree.Entry entry) {
    Tree key = copy(entry.key());
    Tree value = copy(entry.value());
    return key == entry.key() && value == entry.value() ? entry : new Tree.Entry(key, value);
  }

  /** The very list where no element changes. */
  private static <T> List<T> each(List<T> all, UnaryOperator<T> change) {
    List<T> changed = new ArrayList<>(all.size());
    boolean same = true;
    for (T each : all) {
      T now = change.apply(each);
      same &= now == each;
      changed.add(now);
    }
    return same ? all : changed;
  }
}
