package dev.jumpgate.codec;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Sources of random record types, each with a way to make a random value of itself. */
final class Generated {

  private static final List<String> SCALARS =
      List.of(
          "boolean r.nextBoolean()",
          "byte (byte) r.nextInt()",
          "short (short) r.nextInt()",
          "int r.nextInt()",
          "long r.nextLong()",
          "float r.nextFloat()",
          "double r.nextDouble()",
          "char (char) r.nextInt(0xd800)",
          "Integer r.nextInt(9)",
          "Long r.nextLong()",
          "Boolean r.nextBoolean()",
          "String text(r)",
          "java.math.BigInteger new java.math.BigInteger(90, r)",
          "java.math.BigDecimal new java.math.BigDecimal(new java.math.BigInteger(70, r), 3)",
          "UUID new UUID(r.nextLong(), r.nextLong())",
          "Bytes Bytes.of(new byte[r.nextInt(20)])",
          "java.time.Instant java.time.Instant.ofEpochSecond(r.nextInt(), r.nextInt(1000))",
          "java.time.Duration java.time.Duration.ofNanos(r.nextLong())",
          "java.time.Period java.time.Period.of(r.nextInt(), r.nextInt(), r.nextInt())",
          "java.time.LocalDate java.time.LocalDate.ofEpochDay(r.nextInt(99999))",
          "java.time.LocalTime java.time.LocalTime.ofNanoOfDay(r.nextInt(1 << 30))",
          "java.time.LocalDateTime java.time.LocalDateTime.of(2026, 2, 3, 4, 5, r.nextInt(60))",
          "java.time.ZonedDateTime java.time.LocalDate.ofEpochDay(r.nextInt(9999))"
              + ".atStartOfDay(java.time.ZoneId.of(\"Europe/Berlin\"))",
          "java.time.OffsetDateTime java.time.LocalDate.ofEpochDay(r.nextInt(9999))"
              + ".atStartOfDay().atOffset(java.time.ZoneOffset.ofHours(r.nextInt(9)))",
          "java.time.OffsetTime java.time.LocalTime.NOON.atOffset("
              + "java.time.ZoneOffset.ofHours(r.nextInt(9)))",
          "java.time.Year java.time.Year.of(r.nextInt(9999))",
          "java.time.YearMonth java.time.YearMonth.of(r.nextInt(9999), 1 + r.nextInt(12))",
          "java.time.MonthDay java.time.MonthDay.of(1 + r.nextInt(12), 1 + r.nextInt(28))",
          "java.time.ZoneId java.time.ZoneId.of(\"Asia/Tokyo\")",
          "java.time.ZoneOffset java.time.ZoneOffset.ofHours(r.nextInt(9))",
          "java.time.DayOfWeek java.time.DayOfWeek.of(1 + r.nextInt(7))",
          "java.time.Month java.time.Month.of(1 + r.nextInt(12))",
          "Color Color.values()[r.nextInt(3)]",
          "Form form(r)",
          "dev.jumpgate.process.Pid new dev.jumpgate.process.Pid(\"n\", r.nextInt(99), 1)",
          "dev.jumpgate.process.BundleVersion new dev.jumpgate.process.BundleVersion(\"b\", 3)");

  private static final String COMMON =
      """
      enum Color { RED, GREEN { @Override public String toString() { return "g"; } }, BLUE }
      sealed interface Form {
        record Circle(double r) implements Form {}
        record Group<T extends Form>(List<T> parts, Optional<T> first) implements Form {}
        enum Point implements Form { POINT }
      }
      static Form form(Random r) {
        return switch (r.nextInt(3)) {
          case 0 -> new Form.Circle(r.nextDouble());
          case 1 -> new Form.Group<Form>(List.of(form(r)), Optional.of(form(r)));
          default -> Form.Point.POINT;
        };
      }
      static String text(Random r) {
        String[] all = {"", "plain", "\\u00e9t\\u00e9", "\\u4e16\\u754c", "\\ud83d\\ude00", "\\ud800"};
        return all[r.nextInt(all.length)].repeat(r.nextInt(4) == 0 ? r.nextInt(90) : 1);
      }
      """;

  private final Random random;

  Generated(Random random) {
    this.random = random;
  }

  /** The body of a class with {@code count} record types, and {@code make(Random)} of the last. */
  String body(int count) {
    StringBuilder body = new StringBuilder(COMMON);
    List<String> types = new ArrayList<>(SCALARS);
    for (int i = 0; i < count; i++) {
      String name = i == count - 1 ? "State" : "R" + i;
      body.append(record(name, types));
      types.add(name + " make" + name + "(r)");
    }
    return body.append("public static Object make(Random r) { return makeState(r); }\n").toString();
  }

  private String record(String name, List<String> types) {
    List<String> components = new ArrayList<>();
    List<String> makers = new ArrayList<>();
    int size = name.equals("State") ? 12 : random.nextInt(8);
    for (int i = 0; i < size; i++) {
      String type = name.equals("State") && i < 3 ? types.getLast() : type(types, 0);
      int space = split(type);
      components.add(type.substring(0, space) + " c" + i);
      makers.add(type.substring(space + 1));
    }
    String generics = String.join(", ", components);
    return "record %s(%s) {}\nstatic %s make%s(Random r) { return new %s(%s); }\n"
        .formatted(name, generics, name, name, name, String.join(", ", makers));
  }

  /** A type, a blank outside of angle brackets, an expression. */
  private static int split(String type) {
    int depth = 0;
    for (int i = 0; ; i++) {
      switch (type.charAt(i)) {
        case '<' -> depth++;
        case '>' -> depth--;
        case ' ' -> {
          if (depth == 0) {
            return i;
          }
        }
        default -> {}
      }
    }
  }

  private String type(List<String> types, int depth) {
    String scalar = types.get(random.nextInt(types.size()));
    if (depth == 2 || random.nextInt(3) > 0) {
      return scalar;
    }
    String element = boxed(type(types, depth + 1));
    int space = split(element);
    String type = element.substring(0, space);
    String make = element.substring(space + 1);
    String key = random.nextBoolean() ? "String text(r)" : "Integer r.nextInt()";
    String keyType = key.substring(0, split(key));
    String keyMake = key.substring(split(key) + 1);
    // A tree shows an Optional as its value: one within another cannot be told from it.
    return switch (random.nextInt(type.startsWith("Optional") ? 6 : 7)) {
      case 0 -> "List<%s> List.of(%s, %s)".formatted(type, make, make);
      case 1 -> "PVec<%s> PVec.of(%s, %s, %s)".formatted(type, make, make, make);
      case 2 -> "Set<%s> Set.of(%s)".formatted(type, make);
      case 3 -> "PSet<%s> PSet.of(%s, %s)".formatted(type, make, make);
      case 4 -> "Map<%s,%s> Map.of(%s, %s)".formatted(keyType, type, keyMake, make);
      case 5 -> "PMap<%s,%s> PMap.of(%s, %s)".formatted(keyType, type, keyMake, make);
      default ->
          "Optional<%s> Optional.ofNullable(r.nextBoolean() ? null : %s)".formatted(type, make);
    };
  }

  private static String boxed(String type) {
    int space = split(type);
    String box =
        switch (type.substring(0, space)) {
          case "boolean" -> "Boolean";
          case "byte" -> "Byte";
          case "short" -> "Short";
          case "int" -> "Integer";
          case "long" -> "Long";
          case "float" -> "Float";
          case "double" -> "Double";
          case "char" -> "Character";
          default -> type.substring(0, space);
        };
    return box + type.substring(space);
  }
}
