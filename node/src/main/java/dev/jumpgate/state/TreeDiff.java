package dev.jumpgate.state;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The comparison of two trees, path by path, down to the smallest part that differs. Of what is
 * sensitive it says that it differs, and no more.
 */
final class TreeDiff {

  private final List<Diff.Change<String, Tree>> changes;

  TreeDiff(List<Diff.Change<String, Tree>> changes) {
    this.changes = changes;
  }

  void compare(String path, Tree old, Tree now) {
    compare(path, Part.of(old), Part.of(now));
  }

  /** What stands under a path. */
  private record Part(Tree tree, boolean sensitive) {

    static Part of(Tree.Component component) {
      return new Part(component.value(), component.sensitive());
    }

    static Part of(Tree tree) {
      return new Part(tree, false);
    }

    Tree shown() {
      return sensitive ? Tree.of(TreeMask.HIDDEN) : tree.masked();
    }
  }

  private void compare(String path, Part old, Part now) {
    if (old.tree.equals(now.tree)) {
      return;
    }
    boolean sensitive = old.sensitive || now.sensitive;
    int before = changes.size();
    if (!sensitive) {
      compareInside(path, old.tree, now.tree);
    }
    // Where another version of the class began or ceased to call a part sensitive, nothing changed.
    if (changes.size() == before && !old.tree.revealed().equals(now.tree.revealed())) {
      changes.add(
          new Diff.Changed<>(
              path, new Part(old.tree, sensitive).shown(), new Part(now.tree, sensitive).shown()));
    }
  }

  private void compareInside(String path, Tree old, Tree now) {
    switch (old) {
      case Tree.RecordNode was
          when now instanceof Tree.RecordNode is && was.type().equals(is.type()) ->
          compareParts(parts(path, was), parts(path, is));
      case Tree.MapNode was when now instanceof Tree.MapNode is ->
          compareParts(parts(path, was), parts(path, is));
      case Tree.ListNode was when now instanceof Tree.ListNode is ->
          compareParts(parts(path, was), parts(path, is));
      default -> {}
    }
  }

  private void compareParts(Map<String, Part> old, Map<String, Part> now) {
    old.forEach((path, was) -> {
      Part is = now.get(path);
      if (is == null) {
        changes.add(new Diff.Removed<>(path, was.shown()));
      } else {
        compare(path, was, is);
      }
    });
    now.forEach((path, is) -> {
      if (!old.containsKey(path)) {
        changes.add(new Diff.Added<>(path, is.shown()));
      }
    });
  }

  private static Map<String, Part> parts(String path, Tree.RecordNode node) {
    Map<String, Part> parts = new LinkedHashMap<>();
    node.components().forEach(c -> parts.put(TreePath.join(path, c.name()), Part.of(c)));
    return parts;
  }

  private static Map<String, Part> parts(String path, Tree.MapNode node) {
    Map<String, Part> parts = new LinkedHashMap<>();
    node.entries()
        .forEach(
            e -> parts.put(TreePath.join(path, TreePath.keyText(e.key())), Part.of(e.value())));
    return parts;
  }

  private static Map<String, Part> parts(String path, Tree.ListNode node) {
    Map<String, Part> parts = new LinkedHashMap<>();
    for (int i = 0; i < node.elements().size(); i++) {
      parts.put(path + "[" + i + "]", Part.of(node.elements().get(i)));
    }
    return parts;
  }
}
