package dev.throughline.codec.json;

import static org.assertj.core.api.Assertions.assertThat;

import dev.throughline.customer.CustomerId;
import dev.throughline.customer.Exposure;
import dev.throughline.customer.Touch;
import dev.throughline.engine.Fact;
import dev.throughline.engine.Fact.Check;
import dev.throughline.engine.Fact.Place;
import dev.throughline.engine.Fact.What;
import dev.throughline.event.Value;
import dev.throughline.event.Value.Fields;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class FactLineTest {
  private static final Instant AT = Instant.parse("2026-01-05T09:00:00Z");
  private static final Place PLACE = new Place("cart-recovery", 2, "i1");
  private static final String HEAD =
      "{\"id\":\"f1\",\"at\":\"2026-01-05T09:00:00Z\",\"customer\":\"u1\",\"kind\":";
  private static final String IN = ",'journey':'cart-recovery','version':2,'instance':'i1'";

  @Test
  void segments() {
    check(new What.SegmentEntered("lapsed"), "'segment.entered','segment':'lapsed'}");
    check(new What.SegmentLeft("lapsed"), "'segment.left','segment':'lapsed'}");
  }

  @Test
  void journeys() {
    check(
        new What.JourneyEntered(PLACE, "treated"), "'journey.entered'" + IN + ",'arm':'treated'}");
    check(
        new What.JourneyEntered(
            PLACE, "holdout", new TreeMap<>(Map.of("global", "treated", "cart", "holdout"))),
        "'journey.entered'"
            + IN
            + ",'arm':'holdout','detail':{'arms':{'cart':'holdout','global':'treated'}}}");
    check(
        new What.JourneyRejected("cart-recovery", 2, "reentry"),
        "'journey.rejected','journey':'cart-recovery','version':2,'reason':'reentry'}");
    check(new What.JourneyStep(PLACE, "wait", null), "'journey.step'" + IN + ",'step':'wait'}");
    check(
        new What.JourneyStep(PLACE, "test", "b"),
        "'journey.step'" + IN + ",'step':'test','arm':'b'}");
    check(
        new What.JourneyExited(PLACE, "wait", "error", "It went round"),
        "'journey.exited'"
            + IN
            + ",'step':'wait','reason':'error','detail':{'why':'It went round'}}");
    check(
        new What.JourneyExited(PLACE, "wait", "goal", null),
        "'journey.exited'" + IN + ",'step':'wait','reason':'goal'}");
  }

  @Test
  void messages() {
    List<Check> checks = List.of(new Check("consent", true, "marketing email: opt_out"));
    check(
        new What.MessageDecided(PLACE, "remind", "m1", "email", "hello", "sent", null, checks),
        "'message.decided'"
            + IN
            + ",'step':'remind','channel':'email','message':'m1','outcome':'sent','detail':{"
            + "'template':'hello','checks':[{'check':'consent','passed':true,"
            + "'saw':'marketing email: opt_out'}]}}");
    check(
        new What.MessageDecided(
            PLACE, "remind", "m1", null, "hello", "dropped", "no_consent", List.of()),
        "'message.decided'"
            + IN
            + ",'step':'remind','message':'m1','reason':'no_consent','outcome':'dropped',"
            + "'detail':{'template':'hello','checks':[]}}");
    check(
        new What.MessageFeedback(PLACE, "remind", "m1", "email", "bounced", "hard"),
        "'message.bounced'"
            + IN
            + ",'step':'remind','channel':'email','message':'m1','reason':'hard'}");
  }

  @Test
  void moneyKeepsItsDigitsAndHasNoExponent() {
    check(
        new What.Converted("order", "o1", new BigDecimal("1E+3"), "JPY"),
        "'conversion','value':1000,'currency':'JPY','conversion':'order','order':'o1'}");
    check(
        new What.Refunded("order", "o1", new BigDecimal("12.00"), "EUR"),
        "'refund','value':12.00,'currency':'EUR','conversion':'order','order':'o1'}");
    check(
        new What.Credit(
            "order",
            "o1",
            "linear",
            new Touch(
                "m1",
                Touch.Status.OPENED,
                AT.plusMillis(7),
                "cart-recovery",
                2,
                "remind",
                "retention",
                "email",
                new Exposure("test=a,colour=blue", List.of("lapsed", "vip"))),
            new BigDecimal("0.0000001"),
            new BigDecimal("-6.00"),
            "EUR",
            3,
            "refund"),
        "'credit','journey':'cart-recovery','version':2,'step':'remind','channel':'email',"
            + "'reason':'refund','arm':'test=a,colour=blue','value':-6.00,'currency':'EUR','conversion':'order','order':'o1',"
            + "'model':'linear','touch':'m1','weight':0.0000001,"
            + "'detail':{'touched_at':'2026-01-05T09:00:00.007Z','status':'opened',"
            + "'segments':['lapsed','vip'],'revision':3}}");
    check(
        new What.Credit(
            "order",
            "o1",
            "linear",
            new Touch(
                "v1", Touch.Status.VISIT, AT, null, 0, null, null, "google/cpc", Exposure.NONE),
            BigDecimal.ONE,
            BigDecimal.TEN,
            "EUR",
            1,
            null),
        "'credit','channel':'google/cpc','value':10,'currency':'EUR','conversion':'order',"
            + "'order':'o1','model':'linear','touch':'v1','weight':1,"
            + "'detail':{'touched_at':'2026-01-05T09:00:00Z','status':'visit','segments':[],"
            + "'revision':1}}");
  }

  @Test
  void decisionsAndTasks() {
    check(
        new What.Decision(
            PLACE, "offer", "ten-off", 0.0001, List.of(new Check("ten-off", true, "0.2"))),
        "'decision'"
            + IN
            + ",'step':'offer','detail':{'chosen':'ten-off','probability':0.00010,"
            + "'considered':[{'check':'ten-off','passed':true,'saw':'0.2'}]}}");
    check(
        new What.TaskCreated(
            PLACE,
            "call",
            "t1",
            "sales",
            "Call Ann",
            AT,
            new Value.Fields(Map.of("scores", new Value.Fields(Map.of("risk", Value.of(3)))))),
        "'task.created'"
            + IN
            + ",'step':'call','task':'t1','detail':{'team':'sales','subject':'Call Ann',"
            + "'due':'2026-01-05T09:00:00Z','scores':{'risk':3}}}");
    check(
        new What.TaskDone(null, null, "t1", "reached"),
        "'task.done','task':'t1','outcome':'reached'}");
  }

  @Test
  void people() {
    check(new What.AudienceChanged("vip", true), "'audience.added','audience':'vip'}");
    check(new What.AudienceChanged("vip", false), "'audience.removed','audience':'vip'}");
    check(new What.Merged(new CustomerId("a1")), "'customer.merged','detail':{'from':'a1'}}");
    check(new What.Erased(), "'customer.erased'}");
    check(
        new What.ProfileUpdated(null, new Fields(Map.of("x", Value.of(true))), List.of("y")),
        "'profile.updated','detail':{'set':{'x':true},'unset':['y']}}");
  }

  private static void check(What what, String expected) {
    assertThat(FactLine.write(new Fact("f1", AT, new CustomerId("u1"), what)))
        .isEqualTo(HEAD + expected.replace('\'', '"'));
  }
}
