package dev.throughline.laws;

import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/// Cases that once broke a law, each shrunk to its smallest: they run in every build, under the law
/// that the file's name begins with and under every law that holds for anything.
class KeptCasesTest {
  private static final Map<String, Law> LAWS =
      Map.of(
          "alone", SameInputLaws::othersDoNotMatter,
          "caps", GovernanceLaws::capsAreNeverExceeded,
          "credit", CreditLaws::creditSumsToTheValue,
          "either", MergeLaws::eitherMayBeAskedFirst,
          "ghosts", TimerLaws::ghostsWalkAsTreatedPeopleDo,
          "moment", MergeLaws::theMomentOfAMergeDoesNotMatter,
          "once", MessageLaws::eachArrivalIsDecidedOnce,
          "segments", SegmentLaws::membershipIsThatOfARecount,
          "stored", SameInputLaws::stateSurvivesStorage,
          "waits", TimerLaws::waitsEndOnTime);

  private static final Law ALWAYS =
      Law.all(
          List.of(
              SameInputLaws::sameBytes,
              SameInputLaws::factIdsAreUnique,
              SameInputLaws::stateSurvivesStorage,
              SameInputLaws::othersDoNotMatter,
              MessageLaws::eachArrivalIsDecidedOnce,
              MessageLaws::lifeOfAnInstanceIsInOrder,
              GovernanceLaws::capsAreNeverExceeded,
              GovernanceLaws::quietHoursAreQuiet,
              CreditLaws::creditSumsToTheValue));

  @TestFactory
  Stream<DynamicTest> whatWasBrokenOnceHolds() throws IOException, URISyntaxException {
    Path directory =
        Path.of(Objects.requireNonNull(KeptCasesTest.class.getResource("/laws")).toURI());
    List<Path> files;
    try (Stream<Path> found = Files.list(directory)) {
      files = found.sorted().toList();
    }
    return files.stream()
        .map(file -> dynamicTest(file.getFileName().toString(), () -> check(file)));
  }

  private static void check(Path file) throws IOException {
    String name = file.getFileName().toString();
    Law law = LAWS.get(name.substring(0, name.indexOf('-')));
    if (law == null) {
      throw new IllegalStateException("No law is called as " + name + " begins");
    }
    Case kept = Case.read(Files.readString(file));
    law.check(kept);
    ALWAYS.check(kept);
  }
}
