/// Runs a body with every case there is, and throws a full report if one fails.
///
/// The body is the same as for ``checkProperty(_:cases:seed:shrinkLimit:minimumShares:_:)``, with its ranges bounded
/// so that all combinations of its choices can be walked, depth first and each once. What holds for every small case
/// leaves little room for a mistake.
///
///     try checkExhaustively("availability equals its definition, all small cases") { choices in
///       let variants = choices.list(1...3) { choices in
///         Variant(unitsPerBundle: choices.integer(in: 1...3), tolerance: choices.integer(in: 0...4))
///       }
///       try expectEqual(available(variants), availableByDefinition(variants))
///     }
///
/// A failing case is shrunk and reported as at random; there is no seed, since every run is the same.
///
/// - Parameters:
///   - property: what holds.
///   - limit: the most cases to run. More fail the run instead of being left out in silence.
///   - body: runs one case; which choices it makes may depend on the values of earlier ones, and on nothing else.
/// - Returns: how many cases ran and what they counted.
/// - Throws: ``PropertyFailure``, whose description is the report.
@discardableResult
public func checkExhaustively(
  _ property: String, limit: Int = 10_000_000, _ body: (Choices) throws -> Void
) throws(PropertyFailure) -> PropertyReport {
  try run(body, PropertyRun(property, .enumerated(limit: limit), .init()))
}

/// Runs a body that suspends with every case there is, one after the other; else like the other `checkExhaustively`.
@discardableResult
public func checkExhaustively(
  _ property: String, limit: Int = 10_000_000, _ body: (Choices) async throws -> Void
) async throws(PropertyFailure) -> PropertyReport {
  try await run(body, PropertyRun(property, .enumerated(limit: limit), .init()))
}
