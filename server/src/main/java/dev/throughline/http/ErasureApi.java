package dev.throughline.http;

import dev.throughline.customer.Customer;
import dev.throughline.customer.Identifier;
import dev.throughline.runtime.Command;
import dev.throughline.runtime.Orchestrator;
import dev.throughline.runtime.View;
import io.javalin.http.Context;
import io.javalin.router.JavalinDefaultRoutingApi;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.stream.Stream;

/// Forgets a person for good. It gets through when the disk is nearly full or much is waiting.
record ErasureApi(Orchestrator runtime) implements Api {
  @Override
  public void register(JavalinDefaultRoutingApi routes) {
    routes.delete("/api/customers/{id}", Reply.by(this::erase));
  }

  private Reply erase(Context context) {
    String id = context.pathParam("id");
    Optional<String> name =
        runtime.ask(view -> PersonNow.found(view, id).map(one -> nameOf(view, one))).join();
    if (name.isEmpty()) {
      return Reply.notFound("Nobody is known as " + id);
    }
    try {
      long entry = runtime.submitUrgently(List.of(new Command.Erase(name.get()))).join();
      return Reply.json(202, Json.object("entry", entry));
    } catch (CompletionException refused) {
      return Reply.problem(
          503, "Nothing can be taken in at present", String.valueOf(refused.getCause()));
    }
  }

  /// An id that leads to this person and to nobody else: somebody's user id may be a visitor's id.
  private static String nameOf(View view, Customer person) {
    return Stream.concat(
            Stream.of(person.id.value()), person.identifiers.stream().map(Identifier::value))
        .filter(name -> view.customer(name).filter(found -> found == person).isPresent())
        .findFirst()
        .orElseThrow(
            () -> new IllegalStateException("No id leads to %s alone".formatted(person.id)));
  }
}
