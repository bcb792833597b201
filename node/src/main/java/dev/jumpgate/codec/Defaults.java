package dev.jumpgate.codec;

import dev.jumpgate.state.Bytes;
import dev.jumpgate.state.PMap;
import dev.jumpgate.state.PSet;
import dev.jumpgate.state.PVec;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a component gets that the bytes do not have: zero, false, empty. */
final class Defaults {

  private static final Map<Class<?>, Object> SCALARS =
      Map.ofEntries(
          Map.entry(Boolean.class, false),
          Map.entry(Byte.class, (byte) 0),
          Map.entry(Short.class, (short) 0),
          Map.entry(Integer.class, 0),
          Map.entry(Long.class, 0L),
          Map.entry(Float.class, 0f),
          Map.entry(Double.class, 0d),
          Map.entry(Character.class, '\0'),
          Map.entry(String.class, ""),
          Map.entry(BigInteger.class, BigInteger.ZERO),
          Map.entry(BigDecimal.class, BigDecimal.ZERO),
          Map.entry(Bytes.class, Bytes.of()));

  private Defaults() {}

  /** The default of a form, null where it has none: no date and no record is a good guess. */
  static @Nullable Object of(Form form) {
    return switch (form) {
      case Form.ScalarForm scalar -> SCALARS.get(scalar.type());
      case Form.OptionalForm _ -> Optional.empty();
      case Form.ListForm list -> list.persistent() ? PVec.empty() : List.of();
      case Form.SetForm set -> set.persistent() ? PSet.empty() : Set.of();
      case Form.MapForm map -> map.persistent() ? PMap.empty() : Map.of();
      case Form.ConstantForm _, Form.RecordForm _, Form.FamilyForm _, Form.SpecialForm _ -> null;
    };
  }
}
