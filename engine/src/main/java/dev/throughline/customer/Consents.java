package dev.throughline.customer;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/// What a person has decided about being contacted: the newest decision by event time wins, a tie
/// is a no (contract section 2b). `*` stands for every purpose or every channel.
public final class Consents {
  public static final String ALL = "*";

  /// What a decision is about.
  public record Topic(String purpose, String channel) implements Comparable<Topic> {
    @Override
    public int compareTo(Topic other) {
      int byPurpose = purpose.compareTo(other.purpose);
      return byPurpose != 0 ? byPurpose : channel.compareTo(other.channel);
    }
  }

  /// A yes or a no, and when it was said.
  public record Decision(boolean granted, Instant at) {
    Decision or(Decision other) {
      int order = at.compareTo(other.at);
      if (order == 0) {
        return granted ? other : this;
      }
      return order > 0 ? this : other;
    }
  }

  private final TreeMap<Topic, Decision> decisions = new TreeMap<>();

  public void decide(Topic topic, Decision decision) {
    decisions.merge(topic, decision, Decision::or);
  }

  /// The decision that holds for one purpose and channel; empty where nothing was said.
  public Optional<Decision> on(String purpose, String channel) {
    Decision newest = null;
    for (String p : new String[] {purpose, ALL}) {
      for (String c : new String[] {channel, ALL}) {
        Decision said = decisions.get(new Topic(p, c));
        if (said != null) {
          newest = newest == null ? said : newest.or(said);
        }
      }
    }
    return Optional.ofNullable(newest);
  }

  /// Every decision, by topic. Read-only by convention: change it through `decide`.
  public SortedMap<Topic, Decision> all() {
    return decisions;
  }

  /// Joins another person's decisions by rule I2: where the two disagree, the no holds, also where
  /// one of them spoke of more than the other.
  public void join(Consents other) {
    TreeMap<Topic, Decision> joined = new TreeMap<>();
    for (Topic topic : topics(other)) {
      Decision mine = on(topic.purpose, topic.channel).orElse(null);
      Decision theirs = other.on(topic.purpose, topic.channel).orElse(null);
      boolean said = decisions.containsKey(topic) || other.decisions.containsKey(topic);
      boolean disagree = mine != null && theirs != null && mine.granted() != theirs.granted();
      Decision both = theirs == null ? mine : mine == null ? theirs : stricter(mine, theirs);
      if (both != null && (said || disagree)) {
        joined.put(topic, both);
      }
    }
    decisions.clear();
    decisions.putAll(joined);
  }

  /// Every purpose with every channel that one of the two has spoken of.
  private SortedSet<Topic> topics(Consents other) {
    TreeSet<Topic> said = new TreeSet<>(decisions.keySet());
    said.addAll(other.decisions.keySet());
    TreeSet<String> channels = new TreeSet<>(List.of(ALL));
    said.forEach(topic -> channels.add(topic.channel));
    TreeSet<Topic> topics = new TreeSet<>();
    for (Topic topic : said) {
      topics.add(new Topic(ALL, topic.channel));
      channels.forEach(channel -> topics.add(new Topic(topic.purpose, channel)));
    }
    return topics;
  }

  private static Decision stricter(Decision mine, Decision theirs) {
    if (mine.granted() == theirs.granted()) {
      return mine.or(theirs);
    }
    Instant newest = mine.at().isAfter(theirs.at()) ? mine.at() : theirs.at();
    return new Decision(false, newest);
  }
}
