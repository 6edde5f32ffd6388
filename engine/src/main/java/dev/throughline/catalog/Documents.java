package dev.throughline.catalog;

import dev.throughline.attribution.ConversionSpec;
import dev.throughline.decision.Offer;
import dev.throughline.governance.Policy;
import dev.throughline.journey.Journey;
import dev.throughline.message.Block;
import dev.throughline.message.Template;
import dev.throughline.segment.Segment;
import java.util.SequencedMap;
import java.util.SortedSet;

/// The documents of a workspace by kind and key, checked one by one and against each other. The
/// maps iterate in the order of the keys. Of scores only the keys are known.
public record Documents(
    Workspace workspace,
    IdentityRules identity,
    Policy policy,
    SequencedMap<String, Segment> segments,
    SequencedMap<String, Journey> journeys,
    SequencedMap<String, ConversionSpec> conversions,
    SequencedMap<String, Template> templates,
    SequencedMap<String, Block> blocks,
    SequencedMap<String, Offer> offers,
    SequencedMap<String, Audience> audiences,
    SortedSet<String> scores) {}
