package dev.throughline;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noMethods;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.syntax.elements.GivenClassesConjunction;
import java.net.URLDecoder;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.text.Normalizer;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

/// The few walls of the house. Each test names the wall; the reason is in its `because()`.
class WallsTest {
  private static final JavaClasses HOUSE =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .withImportOption(location -> !location.contains("-tests.jar"))
          .importPackages("dev.throughline");

  /// The pure core, in the order in which data moves through it.
  private static final List<String> CORE =
      List.of(
          "event",
          "customer",
          "condition",
          "segment",
          "journey",
          "message",
          "governance",
          "decision",
          "experiment",
          "attribution",
          "catalog",
          "engine",
          "simulation");

  /// What stands around the core. `kafka` runs the state machine of `runtime` on many nodes;
  /// `analytics` knows neither.
  private static final List<String> EDGE =
      List.of(
          "codec",
          "log",
          "runtime",
          "kafka",
          "analytics",
          "channel",
          "registry",
          "exchange",
          "demo",
          "http",
          "node",
          "cli");

  private static final List<String> FLOW = Stream.concat(CORE.stream(), EDGE.stream()).toList();

  @Test
  void dataFlowsOneWay() {
    for (int i = 0; i < FLOW.size() - 1; i++) {
      noClasses()
          .that()
          .resideInAPackage(within(FLOW.get(i)))
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(within(FLOW.subList(i + 1, FLOW.size())))
          .because("data flows " + String.join(" -> ", FLOW) + " and not back")
          .allowEmptyShould(true)
          .check(HOUSE);
    }
  }

  @Test
  void theRuntimesAndAnalyticsDoNotKnowEachOther() {
    noClasses()
        .that()
        .resideInAPackage(within("analytics"))
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(within(List.of("log", "runtime", "kafka")))
        .because(
            "facts are read in the same way whoever tells them; that the runtimes do not know"
                + " analytics follows from the flow")
        .check(HOUSE);
  }

  @Test
  void onlyOnePackageKnowsKafka() {
    noClasses()
        .that()
        .resideOutsideOfPackage(within("kafka"))
        .should()
        .dependOnClassesThat()
        .resideInAPackage("org.apache.kafka..")
        .because("a small install runs without it, and its runtime is replaced in one place")
        .check(HOUSE);
  }

  @Test
  void thePureCoreKnowsOnlyTheJdkAndStatistics() {
    classes()
        .that()
        .resideInAnyPackage(within(CORE))
        .should()
        .onlyDependOnClassesThat(
            DescribedPredicate.or(
                JavaClass.Predicates.resideInAnyPackage(within(CORE)),
                // Pure functions of packages whose other classes ask the machine or the network.
                JavaClass.Predicates.belongToAnyOf(
                    Normalizer.class,
                    Normalizer.Form.class,
                    MessageDigest.class,
                    NoSuchAlgorithmException.class,
                    URLDecoder.class),
                JavaClass.Predicates.resideInAnyPackage(
                    "java.lang",
                    "java.lang.annotation",
                    "java.lang.invoke",
                    "java.lang.runtime",
                    "java.math",
                    "java.nio.charset",
                    "java.time..",
                    "java.util",
                    "java.util.function",
                    "java.util.regex",
                    "java.util.stream",
                    "org.apache.commons.statistics..",
                    "org.jspecify.annotations")))
        .because(
            "the same step runs embedded, on Kafka Streams and in the simulator: no framework,"
                + " file, socket or thread")
        .check(HOUSE);
  }

  @Test
  void thePureCoreReadsNoClockAndNoDice() {
    core()
        .should()
        .accessTargetWhere(
            touches(
                "java\\.time\\.\\w+\\.now\\(.*",
                "java\\.time\\.Clock\\..*",
                "java\\.lang\\.System\\.(currentTimeMillis|nanoTime|identityHashCode)\\(.*",
                "java\\.util\\.(Date|GregorianCalendar)\\.<init>\\(.*",
                "java\\.util\\.Calendar\\.getInstance\\(.*",
                "java\\.util\\.UUID\\.randomUUID\\(.*",
                "java\\.lang\\.(Strict)?Math\\.random\\(.*",
                "java\\.util\\.Collections\\.shuffle\\(.*",
                "java\\.(util|security)\\.[\\w.]*Random\\w*\\..*"))
        .because("time, ids and chance arrive as inputs; replay depends on it")
        .check(HOUSE);
  }

  @Test
  void thePureCoreAsksTheMachineForNothing() {
    core()
        .should()
        .accessTargetWhere(
            touches(
                "java\\.lang\\.System\\.(in|out|err|getenv.*|getProperty.*|lineSeparator.*)",
                "java\\.time\\.ZoneId\\.systemDefault\\(.*",
                "java\\.util\\.TimeZone\\..*",
                "java\\.util\\.Locale\\.getDefault\\(.*",
                "java\\.nio\\.charset\\.Charset\\.defaultCharset\\(.*",
                "java\\.lang\\.String\\.(toLowerCase|toUpperCase|getBytes)\\(\\)",
                "java\\.time\\.format\\.DateTimeFormatter\\.ofPattern\\(java\\.lang\\.String\\)",
                "java\\.lang\\.(Thread|Runtime|Process|ProcessBuilder|ThreadLocal)\\..*",
                "java\\.lang\\.Object\\.(wait|notify|notifyAll)\\(.*"))
        .because("the same bytes must come out on every machine, whatever its zone and language")
        .check(HOUSE);
    noMethods()
        .that()
        .areDeclaredInClassesThat()
        .resideInAnyPackage(within(CORE))
        .should()
        .haveModifier(JavaModifier.SYNCHRONIZED)
        .because("one thread owns a customer; there is nothing to lock")
        .check(HOUSE);
  }

  @Test
  void thePureCoreIteratesInNoHashOrder() {
    core()
        .should()
        .accessTargetWhere(
            touches(
                "java\\.util\\.(Identity|Weak)?Hash(Map|Set|table)\\.<init>\\(.*",
                "java\\.util\\.stream\\.Collectors\\.(toSet|toUnmodifiableSet|toUnmodifiableMap)\\(.*",
                "java\\.util\\.stream\\.Collectors\\.toMap\\((\\S+, ){0,2}\\S+\\)",
                "java\\.util\\.stream\\.Collectors\\.groupingBy\\((\\S+, )?\\S+\\)"))
        .because("the order of facts would depend on a hash; use TreeMap, LinkedHashMap or a list")
        .check(HOUSE);
  }

  @Test
  void moneyIsNeverADouble() {
    noFields()
        .that()
        .areDeclaredInClassesThat()
        .resideInAnyPackage(within(CORE.stream().filter(p -> !p.equals("experiment")).toList()))
        .and()
        .haveNameMatching("value|amount|price|revenue|spend|refunded|.*(Amount|Price|Revenue)")
        .should()
        .haveRawType(
            DescribedPredicate.describe(
                "a binary fraction",
                type -> Set.of("double", "float", "java.lang.Double").contains(type.getName())))
        .because(
            "0.1 + 0.2 is not 0.3, and credit must sum to the smallest unit of the currency;"
                + " experiments may, since what they say are estimates")
        .check(HOUSE);
  }

  @Test
  void nothingInTheHouseRunsForeignCode() {
    noClasses()
        .should()
        .accessTargetWhere(
            touches(
                "java\\.io\\.ObjectInputStream\\..*",
                "java\\.lang\\.ProcessBuilder\\..*",
                "java\\.lang\\.Runtime\\.exec\\(.*",
                "java\\.beans\\.Expression\\..*"))
        .orShould()
        .dependOnClassesThat()
        .resideInAnyPackage("javax.script..", "javax.naming..", "java.rmi..")
        .because("documents come from people: conditions are a closed, typed tree (reliability S1)")
        .check(HOUSE);
  }

  @Test
  void everyPackageHasItsPlaceInTheFlow() {
    classes()
        .should()
        .resideInAnyPackage(within(FLOW))
        .because("a package outside the list escapes every wall")
        .check(HOUSE);
  }

  @Test
  void everyPackageSaysWhatItIsAndForbidsNull() {
    Set<String> packages =
        HOUSE.stream()
            .map(JavaClass::getPackageName)
            .collect(Collectors.toCollection(TreeSet::new));
    Set<String> described =
        HOUSE.stream()
            .filter(type -> type.getSimpleName().equals("package-info"))
            .filter(type -> type.isAnnotatedWith(NullMarked.class))
            .map(JavaClass::getPackageName)
            .collect(Collectors.toCollection(TreeSet::new));
    assertThat(packages).isEqualTo(described);
  }

  @Test
  void theHouseIsNotEmpty() {
    Set<String> inhabited =
        HOUSE.stream()
            .filter(type -> !type.getSimpleName().equals("package-info"))
            .map(type -> type.getPackageName().replaceFirst("dev\\.throughline\\.(\\w+).*", "$1"))
            .collect(Collectors.toCollection(TreeSet::new));
    assertThat(inhabited).containsAll(CORE).contains("codec", "kafka", "analytics", "cli");
  }

  private static GivenClassesConjunction core() {
    return noClasses().that().resideInAnyPackage(within(CORE));
  }

  /// Calls, references and field reads of targets whose full name (`java.time.Instant.now()`)
  /// matches one of the patterns.
  private static DescribedPredicate<JavaAccess<?>> touches(String... patterns) {
    Pattern any = Pattern.compile(String.join("|", patterns));
    return DescribedPredicate.describe(
        "the target is one of " + any,
        access -> any.matcher(access.getTarget().getFullName()).matches());
  }

  private static String within(String name) {
    return "dev.throughline." + name + "..";
  }

  private static String[] within(List<String> names) {
    return names.stream().map(WallsTest::within).toArray(String[]::new);
  }
}
