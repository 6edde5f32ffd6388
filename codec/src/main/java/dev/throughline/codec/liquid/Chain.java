package dev.throughline.codec.liquid;

import java.util.List;
import java.util.SortedMap;

/// A value and the filters that it passes.
record Chain(Term base, List<Call> calls) {
  Chain {
    calls = List.copyOf(calls);
  }

  /// One filter with its arguments.
  record Call(Filter filter, List<Term> positional, SortedMap<String, Term> named) {
    Call {
      positional = List.copyOf(positional);
    }
  }

  boolean hasDefault() {
    return calls.stream().anyMatch(call -> call.filter().markup() == Filter.Markup.DEFAULT);
  }
}
