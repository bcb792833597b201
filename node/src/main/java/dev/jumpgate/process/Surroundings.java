package dev.jumpgate.process;

import dev.jumpgate.state.PMap;
import dev.jumpgate.state.PVec;

/**
 * What a test puts around the process on trial.
 *
 * @param answers to queries, by target and query
 * @param names of other processes on the node
 * @param groups their members, the process itself left out
 */
record Surroundings(
    Ref<?> self,
    PMap<Class<?>, Object> services,
    PMap<Question, Object> answers,
    PMap<String, Ref<?>> names,
    PMap<String, PVec<Group.Member<?>>> groups) {

  static final String NODE = "trial";

  static final Surroundings EMPTY =
      new Surroundings(
          new TrialRef<>(new Pid(NODE, 1, 0), null),
          PMap.empty(),
          PMap.empty(),
          PMap.empty(),
          PMap.empty());

  record Question(Ref<?> target, Query<?, ?> query) {}

  Surroundings named(String name) {
    return new Surroundings(Trial.ref(name), services, answers, names, groups);
  }

  Surroundings provide(Class<?> type, Object service) {
    return new Surroundings(self, services.with(type, service), answers, names, groups);
  }

  Surroundings answering(Ref<?> target, Query<?, ?> query, Object answer) {
    var question = new Question(target, query);
    return new Surroundings(self, services, answers.with(question, answer), names, groups);
  }

  Surroundings register(String name, Ref<?> process) {
    return new Surroundings(self, services, answers, names.with(name, process), groups);
  }

  Surroundings member(String group, Ref<?> process, PMap<String, String> metadata) {
    PVec<Group.Member<?>> more =
        groups.getOrDefault(group, PVec.empty()).plus(new Group.Member<>(process, NODE, metadata));
    return new Surroundings(self, services, answers, names, groups.with(group, more));
  }
}
