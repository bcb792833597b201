package dev.jumpgate.code;

import dev.jumpgate.codec.Schema;
import dev.jumpgate.operator.PushResult.Refusal;
import dev.jumpgate.process.Behavior;
import dev.jumpgate.process.RefusedException;
import dev.jumpgate.process.Request;
import java.lang.reflect.Modifier;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.List;

/** Why behaviors of a bundle could not be spawned or would fail later, found by their types. */
public final class Refusals {

  private final List<Refusal> found = new ArrayList<>();

  private Refusals() {}

  /** All there are, by class and in the order of its components; empty where every one can run. */
  public static List<Refusal> of(Bundle bundle) {
    var refusals = new Refusals();
    bundle.classNames().stream().sorted().forEach(name -> refusals.look(name, bundle.loader()));
    return List.copyOf(refusals.found);
  }

  private void look(String name, ClassLoader loader) {
    try {
      Class<?> type = Class.forName(name, false, loader);
      boolean concrete = !type.isInterface() && !Modifier.isAbstract(type.getModifiers());
      if (concrete && Behavior.class.isAssignableFrom(type)) {
        behavior(type);
      }
    } catch (ClassNotFoundException | LinkageError e) {
      // It needs what is not there: an optional part of a library, as far as can be known here.
    }
  }

  private void behavior(Class<?> type) {
    try {
      Program.checkConstructor(type);
      Type[] arguments = Program.arguments(type);
      add(type, "", Schema.refusals(arguments[0]));
      add(type, "", Schema.refusals(arguments[1]));
      if (arguments[1] instanceof Class<?> messages) {
        answers(type, messages);
      }
    } catch (RefusedException e) {
      found.add(new Refusal(type.getName(), "", String.valueOf(e.getMessage())));
    }
  }

  private void answers(Class<?> behavior, Class<?> message) {
    if (message.isSealed()) {
      for (Class<?> variant : message.getPermittedSubclasses()) {
        answers(behavior, variant);
      }
    } else if (Request.class.isAssignableFrom(message)) {
      @SuppressWarnings("unchecked") // just asked
      var request = (Class<? extends Request<?, ?>>) message;
      add(behavior, "answer to " + message.getSimpleName() + ": ", Schema.answerRefusals(request));
    }
  }

  private void add(Class<?> behavior, String place, List<Schema.Refusal> refusals) {
    for (Schema.Refusal refusal : refusals) {
      found.add(new Refusal(behavior.getName(), place + refusal.path(), refusal.reason()));
    }
  }
}
