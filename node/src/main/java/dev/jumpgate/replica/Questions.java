package dev.jumpgate.replica;

import dev.jumpgate.cluster.Clock;
import dev.jumpgate.cluster.Member;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;

/** What this node has asked others about moves that it has not begun. */
final class Questions {

  private final Line line;
  private final Clock clock;
  private final Map<Long, Question> open = new ConcurrentHashMap<>();

  Questions(Line line, Clock clock) {
    this.line = line;
    this.clock = clock;
  }

  private record Question(Member target, CompletableFuture<String> answer) {}

  /** Why that node would not take it; empty where it would. */
  CompletionStage<String> ask(Transfer question, Member target) {
    var asked = new Question(target, new CompletableFuture<>());
    open.put(question.move(), asked);
    line.say(target, question);
    clock.after(
        Departing.SILENCE,
        () ->
            asked.answer.complete(
                "%s did not answer for %d s"
                    .formatted(target.name(), Departing.SILENCE.toSeconds())));
    return asked.answer.whenComplete((answer, failure) -> open.remove(question.move()));
  }

  /** True where it answers a question of this node. */
  boolean answered(Transfer transfer) {
    Question question = open.get(transfer.move());
    if (question == null) {
      return false;
    }
    question.answer.complete(transfer instanceof Transfer.Refused(var _, var reason) ? reason : "");
    return true;
  }

  void lost(Member member) {
    for (Question question : open.values()) {
      if (question.target.is(member)) {
        question.answer.complete(member.name() + " was lost");
      }
    }
  }
}
