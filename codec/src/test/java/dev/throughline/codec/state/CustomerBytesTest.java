package dev.throughline.codec.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.throughline.codec.json.Samples;
import dev.throughline.customer.Customer;
import dev.throughline.customer.CustomerId;
import dev.throughline.customer.Instance;
import dev.throughline.customer.Tally;
import dev.throughline.customer.Trait;
import dev.throughline.event.Event;
import dev.throughline.event.Value;
import dev.throughline.testkit.Seeds;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HexFormat;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class CustomerBytesTest {
  @Test
  void everythingThatWasWrittenIsRead() {
    Customer sample = SampleCustomer.rich();
    assertSame(CustomerBytes.read(CustomerBytes.write(sample)), sample);
    Customer empty = new Customer(new CustomerId("a1"));
    assertSame(CustomerBytes.read(CustomerBytes.write(empty)), empty);
  }

  /// A field that is added to the state must be added to the sample, and then to the bytes.
  @Test
  void theSampleHasSomethingInEveryFieldOfTheState() throws IllegalAccessException {
    TreeMap<String, Boolean> filled = new TreeMap<>();
    walk(SampleCustomer.rich(), filled, new IdentityHashMap<>());
    assertThat(filled).hasSizeGreaterThan(80).doesNotContainValue(false);
  }

  @Test
  void aTallyHasNoFieldThatTheBytesDoNotKnow() {
    assertThat(
            new TreeSet<>(
                Arrays.stream(Tally.class.getDeclaredFields())
                    .filter(CustomerBytesTest::isState)
                    .map(Field::getName)
                    .toList()))
        .containsExactly("amounts", "forgotten", "forgottenSum", "size", "times");
  }

  @Test
  void everyVersionStaysReadable() throws IOException {
    for (int version = 1; version <= CustomerBytes.VERSION; version++) {
      assertSame(CustomerBytes.read(golden(version)), SampleCustomer.rich(version));
    }
    assertThat(CustomerBytes.write(SampleCustomer.rich())).isEqualTo(golden(CustomerBytes.VERSION));
  }

  @Test
  void anotherVersionIsNamed() {
    byte[] bytes = CustomerBytes.write(SampleCustomer.rich());
    bytes[0] = 9;
    assertThatThrownBy(() -> CustomerBytes.read(bytes))
        .isInstanceOf(CorruptBytes.class)
        .hasMessageContaining("version 9");
  }

  @Test
  void bytesThatAreCutOffAreCorrupt() {
    byte[] bytes = CustomerBytes.write(SampleCustomer.rich());
    for (int length = 0; length < bytes.length; length++) {
      byte[] cut = Arrays.copyOf(bytes, length);
      assertThatThrownBy(() -> CustomerBytes.read(cut)).isInstanceOf(CorruptBytes.class);
    }
    byte[] longer = Arrays.copyOf(bytes, bytes.length + 1);
    assertThatThrownBy(() -> CustomerBytes.read(longer)).isInstanceOf(CorruptBytes.class);
  }

  @Seeds(2_000)
  void damagedBytesAreCorruptOrAnotherCustomer(long seed, SplittableRandom random) {
    byte[] bytes = CustomerBytes.write(SampleCustomer.rich());
    for (int i = random.nextInt(1, 4); i > 0; i--) {
      bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
    }
    try {
      assertThat(CustomerBytes.read(bytes)).isNotNull();
    } catch (CorruptBytes corrupt) {
      assertThat(corrupt).hasMessageContaining(" ");
    }
  }

  @Test
  void aPersonWithAnOrdinaryHistoryTakesFewBytes() {
    Customer customer = new Customer(new CustomerId("user-000001"));
    Instant at = Instant.parse("2026-01-05T09:00:00Z");
    customer.traits.put("email", new Trait(Value.of("a@b.example"), at));
    customer.instances.add(
        new Instance("00c0ffee00c0ffee", "cart-recovery", 1, "", at, null, "cool-off"));
    assertThat(CustomerBytes.write(customer).length).isLessThan(200);
  }

  @Seeds(300)
  void readingAndWritingAgainGivesTheSameBytes(long seed, SplittableRandom random) {
    byte[] bytes = CustomerBytes.write(random(random));
    assertThat(CustomerBytes.write(CustomerBytes.read(bytes))).isEqualTo(bytes);
  }

  @Seeds(100)
  void aWriterThatHasWrittenOthersWritesWhatANewOneDoes(long seed, SplittableRandom random) {
    CustomerBytes.Writer writer = new CustomerBytes.Writer();
    byte[] before = new byte[random.nextInt(20)];
    random.nextBytes(before);
    for (int i = 0; i < 5; i++) {
      Customer customer = random(random);
      byte[] written = writer.write(customer, before);
      assertThat(Arrays.copyOf(written, before.length)).isEqualTo(before);
      assertThat(Arrays.copyOfRange(written, before.length, written.length))
          .isEqualTo(CustomerBytes.write(customer));
      assertSame(CustomerBytes.read(written, before.length), customer);
    }
  }

  /// Whatever else has been read before, and how often.
  @Seeds(100)
  void aTextIsReadAsItWasWritten(long seed, SplittableRandom random) {
    List<String> texts = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      String text = "a-segment-".repeat(4).substring(0, random.nextInt(40)) + random.nextInt(50);
      texts.add(random.nextInt(10) == 0 ? text + "ü\u20ac" : text);
    }
    for (int round = 0; round < 3; round++) {
      for (String text : texts) {
        byte[] bytes = (" " + text).getBytes(StandardCharsets.UTF_8);
        assertThat(Words.of(bytes, 1, bytes.length - 1)).isEqualTo(text);
      }
    }
  }

  private static Customer random(SplittableRandom random) {
    Customer customer =
        random.nextBoolean() ? SampleCustomer.rich() : new Customer(new CustomerId("u"));
    for (int i = random.nextInt(5); i > 0; i--) {
      Event event = Samples.event(random);
      customer.first.put(event.name(), event);
      customer.last.put(Samples.text(random), random.nextBoolean() ? event : Samples.event(random));
      customer.session.add(Samples.event(random));
      customer.traits.put(
          Samples.text(random), new Trait(Samples.value(random, 5), Samples.instant(random)));
      Tally tally = new Tally();
      for (int j = random.nextInt(9); j > 0; j--) {
        tally.add(Samples.instant(random), random.nextBoolean() ? Samples.decimal(random) : null);
      }
      if (random.nextBoolean()) {
        tally.forget(random.nextLong(200_000_000_000_000L));
      }
      customer.tallies.put(Samples.text(random), tally);
    }
    return customer;
  }

  private static void assertSame(Customer actual, Customer expected) {
    assertThat(actual)
        .usingRecursiveComparison()
        .withStrictTypeChecking()
        .withEqualsForType(CustomerBytesTest::sameTally, Tally.class)
        .isEqualTo(expected);
  }

  private static boolean sameTally(Tally a, Tally b) {
    return contents(a).equals(contents(b));
  }

  private static List<Object> contents(Tally tally) {
    List<Object> contents = new ArrayList<>(List.of(tally.forgotten(), tally.forgottenSum()));
    for (int i = 0; i < tally.times().length; i++) {
      contents.add(tally.times()[i]);
      BigDecimal amount = tally.amount(i);
      contents.add(amount == null ? "none" : amount);
    }
    return contents;
  }

  /// Notes for every field of our own classes that can be reached whether some object fills it.
  private static void walk(
      @Nullable Object object, Map<String, Boolean> filled, Map<Object, Boolean> visited)
      throws IllegalAccessException {
    if (object == null || visited.put(object, true) != null) {
      return;
    }
    if (object instanceof Collection<?> items) {
      for (Object item : items) {
        walk(item, filled, visited);
      }
    } else if (object instanceof Map<?, ?> map) {
      walk(map.keySet(), filled, visited);
      walk(map.values(), filled, visited);
    } else if (object.getClass().getName().startsWith("dev.throughline.")
        && !(object instanceof Enum<?>)) {
      for (Field field : object.getClass().getDeclaredFields()) {
        if (isState(field)) {
          field.setAccessible(true);
          Object value = field.get(object);
          String name = object.getClass().getSimpleName() + "." + field.getName();
          filled.merge(name, isFilled(value), Boolean::logicalOr);
          walk(value, filled, visited);
        }
      }
    }
  }

  private static boolean isState(Field field) {
    return !Modifier.isStatic(field.getModifiers()) && !field.isSynthetic();
  }

  private static boolean isFilled(@Nullable Object value) {
    return switch (value) {
      case null -> false;
      case Boolean flag -> flag;
      case Number number -> !number.equals(0) && !number.equals(0L);
      case Collection<?> items -> !items.isEmpty();
      case Map<?, ?> map -> !map.isEmpty();
      default -> true;
    };
  }

  private static byte[] golden(int version) throws IOException {
    String name = "customer-v%d.hex".formatted(version);
    try (InputStream file = CustomerBytesTest.class.getResourceAsStream(name)) {
      assertThat(file).as(name).isNotNull();
      String hex =
          new String(file == null ? new byte[0] : file.readAllBytes(), StandardCharsets.US_ASCII);
      return HexFormat.of().parseHex(hex.replace("\n", ""));
    }
  }
}
