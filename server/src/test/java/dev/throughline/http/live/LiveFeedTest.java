package dev.throughline.http.live;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LiveFeedTest {
  private final LiveFeed feed = new LiveFeed();

  @Test
  void eventsComeBeforeWhatFollowsFromThem() {
    feed.tell(Telling.told(1, 2));
    assertThat(feed.all().lines()).extracting(News::id).containsExactly("e-m1", "f1", "e-m2", "f2");
  }

  @Test
  void oneGoesOnAfterALineThatIsStillThere() throws InterruptedException {
    feed.tell(Telling.told(1, 3));
    long place = feed.placeAfter("f2");
    assertThat(feed.after(place, 10, 0).lines()).extracting(News::id).containsExactly("e-m3", "f3");
    assertThat(feed.placeAfter("f99")).isEqualTo(-1);
  }

  @Test
  void whoIsTooSlowMissesTheOldestAndIsToldHowMany() throws InterruptedException {
    int entries = LiveFeed.SIZE;
    feed.tell(Telling.told(1, entries));
    LiveFeed.Part part = feed.after(0, 10, 0);
    assertThat(part.missed()).isEqualTo(LiveFeed.SIZE);
    assertThat(part.lines()).hasSize(10);
    assertThat(part.next()).isEqualTo(LiveFeed.SIZE + 10);
  }

  @Test
  void nothingNewIsAnEmptyPartAfterAWhile() throws InterruptedException {
    assertThat(feed.after(0, 10, 1).lines()).isEmpty();
  }

  @Test
  void whoWaitsIsToldThatNothingMoreWillCome() throws InterruptedException {
    feed.close();
    assertThat(feed.after(0, 10, 60_000).closed()).isTrue();
  }
}
