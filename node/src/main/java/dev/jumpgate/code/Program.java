package dev.jumpgate.code;

import dev.jumpgate.codec.Schema;
import dev.jumpgate.codec.SchemaException;
import dev.jumpgate.process.Behavior;
import dev.jumpgate.process.RefusedException;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.UUID;

/**
 * A behavior's class in one bundle version: how to make an instance, and which types its state and
 * messages are made of.
 *
 * @param <S> the state
 * @param <M> the messages
 */
public final class Program<S, M> {

  private final Bundle bundle;
  private final Class<? extends Behavior<S, M>> type;
  private final MethodHandle constructor;
  private final Type stateType;
  private final Schema state;
  private final Schema messages;
  private final Schema tags;

  private Program(
      Bundle bundle,
      Class<? extends Behavior<S, M>> type,
      MethodHandle constructor,
      Type state,
      Type messages) {
    this.bundle = bundle;
    this.type = type;
    this.constructor = constructor;
    this.stateType = state;
    this.state = Schema.of(state);
    this.messages = Schema.of(messages);
    this.tags = Schema.of(state, messages, String.class, Integer.class, Long.class, UUID.class);
  }

  /**
   * Reads what the class says.
   *
   * @throws RefusedException when it has no public no-argument constructor, does not say what S and
   *     M are, or one of them has a part that is mutable or open; the message names the path
   */
  static <S, M> Program<S, M> of(Bundle bundle, Class<? extends Behavior<S, M>> type) {
    Type[] arguments = arguments(type);
    try {
      return new Program<>(bundle, type, constructor(type), arguments[0], arguments[1]);
    } catch (SchemaException e) {
      throw new RefusedException(type.getName() + " cannot run: " + e.getMessage());
    }
  }

  /**
   * The behavior of that name. What it is made of is not read: each of many that come to a node
   * asks for it.
   *
   * @throws RefusedException when the bundle has none
   */
  @SuppressWarnings("unchecked") // what implements Behavior is a Behavior of some S and M
  public static Class<? extends Behavior<Object, Object>> behavior(Bundle bundle, String typeName) {
    try {
      Class<?> type = Class.forName(typeName, true, bundle.loader());
      if (!Behavior.class.isAssignableFrom(type)) {
        throw new RefusedException(typeName + " is no behavior");
      }
      return (Class<? extends Behavior<Object, Object>>) type;
    } catch (ClassNotFoundException e) {
      throw new RefusedException("bundle " + bundle.version() + " has no class " + typeName);
    }
  }

  /** Refuses a class that no instance can be made of. */
  static void checkConstructor(Class<?> type) {
    var _ = constructor(type);
  }

  private static MethodHandle constructor(Class<?> type) {
    try {
      return MethodHandles.privateLookupIn(type, MethodHandles.lookup())
          .findConstructor(type, MethodType.methodType(void.class))
          .asType(MethodType.methodType(Behavior.class));
    } catch (NoSuchMethodException | IllegalAccessException e) {
      throw new RefusedException(type.getName() + " has no constructor without arguments");
    }
  }

  /** The S and M of {@code Behavior<S, M>}. */
  static Type[] arguments(Class<?> type) {
    for (Class<?> c = type; c != null; c = c.getSuperclass()) {
      for (Type face : c.getGenericInterfaces()) {
        if (face instanceof ParameterizedType p && p.getRawType() == Behavior.class) {
          return p.getActualTypeArguments();
        }
      }
    }
    throw new RefusedException(
        type.getName() + " does not say what its state and messages are: implement Behavior<S, M>");
  }

  /** A new instance of the behavior. */
  @SuppressWarnings("unchecked") // the constructor is that of the class
  public Behavior<S, M> newBehavior() {
    try {
      return (Behavior<S, M>) constructor.invokeExact();
    } catch (Error e) {
      throw e;
    } catch (Throwable e) {
      throw new RefusedException(type.getName() + " cannot be made: " + e);
    }
  }

  /** True where the behavior says itself how to make its state out of another version's. */
  public boolean converts() {
    return declares("convert", 2);
  }

  /** True where the behavior says itself how to make the state of an earlier version. */
  public boolean reverts() {
    return declares("revert", 2);
  }

  private boolean declares(String method, int parameters) {
    return Arrays.stream(type.getMethods())
        .anyMatch(m ->
            m.getName().equals(method)
                && m.getParameterCount() == parameters
                && m.getDeclaringClass() != Behavior.class);
  }

  /** True where the behavior says itself what to do when a process starts. */
  public boolean starts() {
    return declares("started", 3);
  }

  /** True where the behavior handles the ends of linked processes instead of ending too. */
  public boolean traps() {
    return declares("exited", 3);
  }

  /** The behavior's class. */
  public Class<? extends Behavior<S, M>> type() {
    return type;
  }

  public Bundle bundle() {
    return bundle;
  }

  /** The class's full name. */
  public String typeName() {
    return type.getName();
  }

  /** The class's name as people say it. */
  public String simpleName() {
    return type.getSimpleName();
  }

  /** The type of the state, as the class says it. */
  public Type stateType() {
    return stateType;
  }

  /** The types that the state is made of. */
  public Schema state() {
    return state;
  }

  /** The types that the messages are made of. */
  public Schema messages() {
    return messages;
  }

  /** The types that may tell answers apart. */
  public Schema tags() {
    return tags;
  }
}
