package dev.throughline.laws;

import dev.throughline.testkit.Seeds;
import java.util.List;
import java.util.SplittableRandom;

/// The laws on random cases. A broken one prints the smallest case: keep it as a file under
/// `src/test/resources/laws`, where it runs in every build. Replay one seed with `-Dseed=N`.
class LawsTest {
  /// So many seeds share a catalog, because compiling one costs more than running a case over it.
  private static final int SHARING = 4;

  private static Case anything(long seed, SplittableRandom random) {
    return over(RandomCatalog.Kind.ANYTHING, seed, random);
  }

  private static Case over(RandomCatalog.Kind kind, long seed, SplittableRandom random) {
    List<String> documents = RandomCatalog.documents(new SplittableRandom(seed / SHARING), kind);
    return RandomLife.over(documents, random);
  }

  @Seeds(40)
  void theSameInputGivesTheSameBytes(long seed, SplittableRandom random) {
    Law law = SameInputLaws::sameBytes;
    law.holdsFor(anything(seed, random));
  }

  @Seeds(120)
  void everyFactHasAnIdOfItsOwn(long seed, SplittableRandom random) {
    Law law = SameInputLaws::factIdsAreUnique;
    law.holdsFor(anything(seed, random));
  }

  @Seeds(120)
  void otherPeoplesLinesMayLieDifferently(long seed, SplittableRandom random) {
    Law law = SameInputLaws::interleavingDoesNotMatter;
    law.holdsFor(anything(seed, random));
  }

  @Seeds(120)
  void aStateStoredAfterEveryInputChangesNothing(long seed, SplittableRandom random) {
    Law law = SameInputLaws::stateSurvivesStorage;
    law.holdsFor(anything(seed, random));
  }

  @Seeds(120)
  void aPersonsFactsDoNotDependOnWhoElseIsInTheFile(long seed, SplittableRandom random) {
    Law law = SameInputLaws::othersDoNotMatter;
    law.holdsFor(anything(seed, random));
  }

  @Seeds(200)
  void eachArrivalAtASendIsDecidedOnce(long seed, SplittableRandom random) {
    Law law = MessageLaws::eachArrivalIsDecidedOnce;
    law.holdsFor(anything(seed, random));
  }

  @Seeds(200)
  void anInstanceEntersStepsAndExitsInThisOrder(long seed, SplittableRandom random) {
    Law law = MessageLaws::lifeOfAnInstanceIsInOrder;
    law.holdsFor(anything(seed, random));
  }

  @Seeds(200)
  void capsAreNeverExceededG2G3(long seed, SplittableRandom random) {
    Law law = GovernanceLaws::capsAreNeverExceeded;
    law.holdsFor(anything(seed, random));
  }

  @Seeds(200)
  void nothingGoesOutInQuietHoursG5(long seed, SplittableRandom random) {
    Law law = GovernanceLaws::quietHoursAreQuiet;
    law.holdsFor(anything(seed, random));
  }

  @Seeds(200)
  void nothingGoesOutWithoutConsentG1(long seed, SplittableRandom random) {
    Law law = GovernanceLaws::nothingIsSentWithoutConsent;
    law.holdsFor(anything(seed, random));
  }

  @Seeds(200)
  void nothingGoesToABadAddressG1(long seed, SplittableRandom random) {
    Law law = GovernanceLaws::nothingIsSentToABadAddress;
    law.holdsFor(over(RandomCatalog.Kind.BY_EMAIL, seed, random));
  }

  @Seeds(200)
  void creditSumsToTheValueNetOfRefundsC1C3C4(long seed, SplittableRandom random) {
    Law law = CreditLaws::creditSumsToTheValue;
    law.holdsFor(anything(seed, random));
  }

  @Seeds(200)
  void creditGoesToTouchesWithinTheLookBackC2(long seed, SplittableRandom random) {
    Law law = CreditLaws::stateHoldsTheSame;
    law.holdsFor(anything(seed, random));
  }

  @Seeds(200)
  void segmentsAreThoseOfARecount(long seed, SplittableRandom random) {
    Law law = SegmentLaws::membershipIsThatOfARecount;
    law.holdsFor(anything(seed, random));
  }

  @Seeds(120)
  void ofTwoPeopleEitherMayBeAskedFirstI2(long seed, SplittableRandom random) {
    Law law = MergeLaws::eitherMayBeAskedFirst;
    law.holdsFor(anything(seed, random));
  }

  @Seeds(120)
  void theMomentOfAMergeDoesNotMatterI2(long seed, SplittableRandom random) {
    List<String> documents =
        RandomCatalog.documents(
            new SplittableRandom(seed / SHARING), RandomCatalog.Kind.UNDISTURBED);
    Law law = MergeLaws::theMomentOfAMergeDoesNotMatter;
    law.holdsFor(RandomMerge.over(documents, random));
  }

  @Seeds(200)
  void waitsEndOnTimeT1(long seed, SplittableRandom random) {
    Law law = TimerLaws::waitsEndOnTime;
    law.holdsFor(over(RandomCatalog.Kind.UNDISTURBED, seed, random));
  }

  @Seeds(200)
  void ghostsWalkAsTreatedPeopleDoH3(long seed, SplittableRandom random) {
    Law law = TimerLaws::ghostsWalkAsTreatedPeopleDo;
    law.holdsFor(over(RandomCatalog.Kind.BLIND_TO_DELIVERY, seed, random));
  }
}
