package dev.jumpgate.state;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The comparison of two trees, path by path, down to the smallest part that differs. */
final class TreeDiff {

  private final List<Diff.Change<String, Tree>> changes;

  TreeDiff(List<Diff.Change<String, Tree>> changes) {
    this.changes = changes;
  }

  void compare(String path, Tree old, Tree now) {
    if (old.equals(now)) {
      return;
    }
    int before = changes.size();
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
    if (changes.size() == before) {
      changes.add(new Diff.Changed<>(path, old, now));
    }
  }

  private void compareParts(Map<String, Tree> old, Map<String, Tree> now) {
    old.forEach((part, was) -> {
      Tree is = now.get(part);
      if (is == null) {
        changes.add(new Diff.Removed<>(part, was));
      } else {
        compare(part, was, is);
      }
    });
    now.forEach((part, is) -> {
      if (!old.containsKey(part)) {
        changes.add(new Diff.Added<>(part, is));
      }
    });
  }

  private static Map<String, Tree> parts(String path, Tree.RecordNode node) {
    Map<String, Tree> parts = new LinkedHashMap<>();
    node.components().forEach(c -> parts.put(TreePath.join(path, c.name()), c.value()));
    return parts;
  }

  private static Map<String, Tree> parts(String path, Tree.MapNode node) {
    Map<String, Tree> parts = new LinkedHashMap<>();
    node.entries()
        .forEach(e -> parts.put(TreePath.join(path, TreePath.keyText(e.key())), e.value()));
    return parts;
  }

  private static Map<String, Tree> parts(String path, Tree.ListNode node) {
    Map<String, Tree> parts = new LinkedHashMap<>();
    for (int i = 0; i < node.elements().size(); i++) {
      parts.put(path + "[" + i + "]", node.elements().get(i));
    }
    return parts;
  }
}
