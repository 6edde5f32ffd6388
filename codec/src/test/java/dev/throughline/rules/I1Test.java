package dev.throughline.rules;

import static dev.throughline.rules.OneSend.journey;
import static org.assertj.core.api.Assertions.assertThat;

import dev.throughline.engine.Fact;
import dev.throughline.engine.Fact.What;
import dev.throughline.story.Story;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/// I1: the user id is canonical; other identifiers lead to it, by the identity document.
class I1Test {
  private static final String IDS =
      """
      kind: identity
      key: ids
      name: Ids
      namespaces: [email, phone, device, email_sha256]
      ---
      """;

  private static final String PINGED = journey("ping", "Ping", "in_app");

  /// Who there is in the end.
  private static List<String> people(String documents, String events) {
    return Story.given(documents + PINGED).when(events).end(new ArrayList<>()).people().stream()
        .map(person -> person.id.value())
        .toList();
  }

  @Test
  void i1FactsAreOfTheUserIdOnceItIsKnown() {
    Story.given(PINGED)
        .when(
            """
            2026-03-02T10:00:00Z ~a1 Ping
            2026-03-02T11:00:00Z ~a1+ann Ping
            2026-03-02T12:00:00Z ~a1 Ping
            """)
        .then(
            """
            2026-03-02T10:00:00Z a1 message.decided ping/tell in_app sent
            2026-03-02T11:00:00Z ann message.decided ping/tell in_app sent
            2026-03-02T12:00:00Z ann message.decided ping/tell in_app sent
            """,
            "message.decided",
            "customer.merged");
  }

  @Test
  void i1AnEmailLeadsToItsPersonHoweverItIsSpelt() {
    String events =
        """
        2026-03-02T10:00:00Z ann identify {"email": "Ann@Shop.example"}
        2026-03-02T11:00:00Z ~a1 Ping
        2026-03-02T12:00:00Z ~a1 identify {"email": " ann@shop.example "}
        2026-03-02T13:00:00Z ~a1 Ping
        """;
    Story.given(IDS + PINGED)
        .when(events)
        .then(
            """
            2026-03-02T11:00:00Z a1 message.decided ping/tell in_app sent
            2026-03-02T12:00:00Z ann customer.merged a1
            2026-03-02T13:00:00Z ann message.decided ping/tell in_app sent
            """,
            "message.decided",
            "customer.merged");
    assertThat(people(IDS, events)).containsExactly("ann");
    assertThat(people("", events)).as("without the document").containsExactly("a1", "ann");
  }

  @Test
  void i1APhoneADeviceAndAHashLeadThereToo() {
    assertThat(
            people(
                IDS,
                """
                2026-03-02T10:00:00Z ann identify {"phone": "+49 170 1234567"}
                2026-03-02T11:00:00Z ~a1 identify {"phone": "+491701234567"}
                """))
        .containsExactly("ann");
    assertThat(
            people(
                IDS,
                """
                {"type":"track","event":"Ping","userId":"ann","timestamp":"2026-03-02T10:00:00Z","messageId":"d1","context":{"device":{"id":"phone-1"}}}
                {"type":"track","event":"Ping","anonymousId":"a1","timestamp":"2026-03-02T11:00:00Z","messageId":"d2","context":{"device":{"id":"phone-1"}}}
                """))
        .containsExactly("ann");
    // The SHA-256 of ann@shop.example.
    assertThat(
            people(
                IDS,
                """
                2026-03-02T10:00:00Z ann identify {"email": "Ann@shop.example"}
                2026-03-02T11:00:00Z ~a1 identify {"email_sha256": "%s"}
                """
                    .formatted(HASH.toUpperCase(java.util.Locale.ROOT))))
        .containsExactly("ann");
  }

  private static final String HASH =
      "6a0bf011a1fc1e9a8add1728704b8ddb5d9d2701ae295a65452d9f1f1cf91be5";

  @Test
  void i1TheIdentifierOfHigherPriorityDecides() {
    String people =
        """
        2026-03-02T10:00:00Z ann identify {"email": "ann@shop.example"}
        2026-03-02T10:00:00Z bob identify {"phone": "+491701234567"}
        2026-03-02T11:00:00Z ~a1 identify {"email": "ann@shop.example", "phone": "+491701234567"}
        2026-03-02T12:00:00Z ~a1 Ping
        """;
    assertThat(Story.given(IDS + PINGED).when(people).facts("message.decided"))
        .isEqualTo("2026-03-02T12:00:00Z ann message.decided ping/tell in_app sent\n");
    assertThat(
            Story.given(IDS.replace("name: Ids", "name: Ids\npriority: [phone, email]") + PINGED)
                .when(people)
                .facts("message.decided"))
        .isEqualTo("2026-03-02T12:00:00Z bob message.decided ping/tell in_app sent\n");
  }

  @Test
  void i1TwoUserIdsWithOneEmailStayTwoUnlessTheLimitAllowsIt() {
    String events =
        """
        2026-03-02T10:00:00Z ann identify {"email": "us@shop.example"}
        2026-03-02T11:00:00Z bob identify {"email": "us@shop.example"}
        """;
    assertThat(people(IDS, events)).containsExactly("ann", "bob");
    assertThat(people(IDS.replace("name: Ids", "name: Ids\nlimits: { users: 2 }"), events))
        .containsExactly("ann");
  }

  @Test
  void i1WhatFormsWriteWhereThereIsNoAddressJoinsNobody() {
    assertThat(
            people(
                IDS,
                """
                2026-03-02T10:00:00Z ~a1 identify {"email": "none", "phone": "0"}
                2026-03-02T11:00:00Z ~a2 identify {"email": "None", "phone": "0"}
                2026-03-02T12:00:00Z ~a3 identify {"email": "", "phone": "undefined"}
                2026-03-02T13:00:00Z ~a4 identify {"email": "", "phone": "undefined"}
                """))
        .containsExactly("a1", "a2", "a3", "a4");
  }

  @Test
  void i1TheAddressOfAnAccountJoinsNobody() {
    assertThat(
            people(
                IDS,
                """
                2026-03-02T10:00:00Z ~a1 group acme {"email": "office@acme.example"}
                2026-03-02T11:00:00Z ~a2 group acme {"email": "office@acme.example"}
                """))
        .containsExactly("a1", "a2");
  }

  @Test
  void i1AnIdThatBrokenClientsSendForEverybodyIsNobodys() {
    assertThat(
            people(
                "",
                """
                2026-03-02T10:00:00Z ~a1+undefined Ping
                2026-03-02T11:00:00Z ~a2+null Ping
                2026-03-02T12:00:00Z ~a2+undefined Ping
                2026-03-02T12:00:00Z ~a3 alias undefined
                """))
        .containsExactly("a1", "a2", "a3");
  }

  @Test
  void i1AnAliasJoinsTheOldIdToTheNewInEitherDirection() {
    String visits =
        """
        2026-03-02T10:00:00Z old Ping
        2026-03-02T11:00:00Z new Ping
        """;
    assertThat(people("", visits + "2026-03-02T12:00:00Z new alias old")).containsExactly("new");
    assertThat(people("", visits + "2026-03-02T12:00:00Z old alias new")).containsExactly("old");
    assertThat(
            people(
                "",
                visits
                    + """
                    2026-03-02T12:00:00Z new alias old
                    2026-03-02T12:00:00Z old alias new
                    2026-03-02T13:00:00Z old Ping
                    2026-03-02T13:00:00Z new Ping
                    """))
        .hasSize(1);
  }

  @Test
  void i1AnAliasOfAVisitorJoinsTheVisitor() {
    assertThat(
            people(
                "",
                """
                2026-03-02T10:00:00Z ~a1 Ping
                2026-03-02T12:00:00Z ann alias a1
                2026-03-02T13:00:00Z ~a1 Ping
                """))
        .containsExactly("ann");
  }

  @Test
  void i1AnAliasMayComeBeforeTheFirstEventOfTheOldId() {
    for (String old : List.of("old", "~old")) {
      assertThat(
              people(
                  "",
                  """
                  2026-03-02T10:00:00Z ann alias old
                  2026-03-02T11:00:00Z %s Ping
                  2026-03-02T12:00:00Z ann Ping
                  """
                      .formatted(old)))
          .containsExactly("ann");
    }
  }

  @Test
  void i1AnAliasOfAPersonToThemselvesSaysNothing() {
    Story.given(PINGED)
        .when(
            """
            2026-03-02T10:00:00Z ann Ping
            2026-03-02T11:00:00Z ann alias ann
            2026-03-02T12:00:00Z ann Ping
            """)
        .then(
            """
            2026-03-02T10:00:00Z ann message.decided ping/tell in_app sent
            2026-03-02T12:00:00Z ann message.decided ping/tell in_app sent
            """,
            "message.decided",
            "customer.merged");
  }

  @Test
  void i1AUserAndAVisitorOfTheSameNameGiveDifferentIds() {
    String both =
        """
        2026-03-01T08:00:00Z x identify {"email": "x@shop.example"}
        2026-03-01T08:00:00Z ~x identify {"email": "y@shop.example"}
        2026-03-01T09:00:00Z x Go
        2026-03-01T09:00:00Z ~x Go
        """;
    var facts = Story.given(journey("mail", "Go", "email")).when(both).play();
    assertThat(facts).extracting(Fact::id).doesNotHaveDuplicates();
    assertThat(facts)
        .extracting(Fact::what)
        .filteredOn(what -> what instanceof What.MessageDecided)
        .extracting(what -> ((What.MessageDecided) what).message())
        .hasSize(2)
        .doesNotHaveDuplicates();
    assertThat(facts)
        .extracting(Fact::what)
        .filteredOn(what -> what instanceof What.JourneyEntered)
        .extracting(what -> ((What.JourneyEntered) what).place().instance())
        .hasSize(2)
        .doesNotHaveDuplicates();
  }
}
