package dev.jumpgate.state;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The names that this had in earlier versions: how a value of such a version finds its place. On a
 * component and on an enum constant its simple name, on a record or enum the name of the class as
 * {@link Class#getName} gives it, or its simple name where only that changed.
 *
 * <p>Going back to the earlier version works too: the annotation of the newer class is looked at in
 * both directions.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.RECORD_COMPONENT, ElementType.TYPE, ElementType.FIELD})
public @interface Formerly {

  /** The former names, in any order. */
  String[] value();
}
