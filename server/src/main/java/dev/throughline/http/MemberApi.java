package dev.throughline.http;

import dev.throughline.analytics.SegmentFlow;
import dev.throughline.analytics.SegmentFlow.Member;
import dev.throughline.analytics.SegmentSize;
import dev.throughline.analytics.Warehouse;
import dev.throughline.customer.Membership;
import dev.throughline.event.Value.Fields;
import dev.throughline.http.words.ConditionWords;
import dev.throughline.http.words.ConditionWords.Finding;
import dev.throughline.http.words.Phrases;
import dev.throughline.runtime.Orchestrator;
import dev.throughline.segment.Segment;
import io.javalin.http.Context;
import io.javalin.router.JavalinDefaultRoutingApi;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Who is in a segment, and why somebody is or is not.
record MemberApi(Orchestrator runtime, Warehouse warehouse, Shelves shelves, InstantSource clock)
    implements Api {
  @Override
  public void register(JavalinDefaultRoutingApi routes) {
    routes.get("/api/segments/{key}/members", Reply.by(this::members));
    routes.get("/api/segments/{key}/members/{id}", Reply.by(this::membership));
  }

  private @Nullable Segment segment(Context context) {
    return shelves.now().catalog().documents().segments().get(context.pathParam("key"));
  }

  private static Reply unknown(Context context) {
    return Reply.notFound("There is no segment " + context.pathParam("key"));
  }

  private Reply members(Context context) {
    Parameters asked = new Parameters(context);
    String q = asked.text("q");
    int limit = asked.limit();
    List<String> cursor = asked.cursor(2);
    Instant since = cursor == null ? null : asked.part(cursor.getFirst(), Instant::parse);
    if (asked.areWrong()) {
      return asked.refusal();
    }
    Segment segment = segment(context);
    if (segment == null) {
      return unknown(context);
    }
    Member after =
        cursor == null || since == null ? null : new Member(cursor.getLast(), null, null, since);
    List<Member> found = SegmentFlow.members(warehouse, segment.key(), q, after, limit + 1);
    boolean last = found.size() <= limit;
    List<Member> page = last ? found : found.subList(0, limit);
    Map<String, PersonNow> people =
        PersonNow.of(runtime, page.stream().map(Member::person).toList(), clock.instant());
    Long total = q.isEmpty() ? Long.valueOf(SegmentSize.of(warehouse, segment.key())) : null;
    return Reply.ok(
        Json.page(
            Json.list(page, member -> member(member, people.get(member.person()), segment)),
            last ? null : Parameters.cursorOf(page.getLast().since(), page.getLast().person()),
            total));
  }

  private static Fields member(Member member, @Nullable PersonNow person, Segment segment) {
    Membership now = person == null ? null : person.customer().segments.get(segment.key());
    return Json.object(
        "customer", member.person(),
        "name", member.name(),
        "email", member.email(),
        "since", member.since(),
        "until", now == null ? null : now.recheckAt());
  }

  private Reply membership(Context context) {
    Segment segment = segment(context);
    if (segment == null) {
      return unknown(context);
    }
    String id = context.pathParam("id");
    PersonNow person = PersonNow.of(runtime, id, clock.instant()).orElse(null);
    if (person == null) {
      return Reply.notFound("Nobody is known as " + id);
    }
    Membership now = person.customer().segments.get(segment.key());
    boolean in = now != null && now.in();
    Finding finding =
        ConditionWords.of(segment.when(), shelves.now()::nameOf).found(person::evaluation);
    return Reply.ok(
        Json.object(
            "segment", segment.key(),
            "customer", person.customer().id.value(),
            "member", in,
            "since", now != null && now.in() ? now.since() : null,
            "until", now == null ? null : now.recheckAt(),
            "sentence", sentence(in, finding),
            "finding", finding(finding)));
  }

  private static String sentence(boolean in, Finding finding) {
    if (in) {
      return Phrases.sentence("is in it: " + finding.words());
    }
    return Phrases.sentence("is not in it: it does not hold that " + firstFalse(finding).words());
  }

  private static Finding firstFalse(Finding finding) {
    return finding.kind() != ConditionWords.Kind.ALL
        ? finding
        : finding.parts().stream()
            .filter(part -> !part.holds())
            .findFirst()
            .map(MemberApi::firstFalse)
            .orElse(finding);
  }

  private static Fields finding(Finding finding) {
    return Json.object(
        "words", finding.words(),
        "kind", finding.kind().word(),
        "holds", finding.holds(),
        "saw", finding.saw(),
        "parts", Json.list(finding.parts(), MemberApi::finding));
  }
}
