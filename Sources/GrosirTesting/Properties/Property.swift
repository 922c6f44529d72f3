/// Runs a body with many cases drawn at random, and throws a full report if one fails.
///
///     func testPaidUnitsNeverExceedOrdered() throws {
///       try checkProperty("paid units never exceed ordered", minimumShares: ["refused": 0.01]) { choices in
///         var session = TallySheet()
///         try choices.steps(0...30) { choices in
///           let units = choices.boundaryInteger(in: 1...60)
///           choices.note("order \(units)")
///           if !session.order(units) { choices.count("refused") }
///           try expect(session.paid <= session.ordered, "\(session)")
///         }
///       }
///     }
///
/// A case fails when the body throws anything but what ``Choices/assume(_:)`` throws. Its choices are then shrunk to
/// the simplest case that throws the same type of error from the same expectation, and that one is reported, with
/// the environment that runs it in a fresh process. A trap ends the process: run once more with `GROSIR_TRACE=1`,
/// and the last line names the case.
///
/// Every run of a property is the same, unless told otherwise by the environment: `GROSIR_SEED` takes a number, or
/// `random` to draw one and print it; `GROSIR_CASES` takes how many cases to run; `GROSIR_REPORT=1` prints the
/// report of properties that hold.
///
/// - Parameters:
///   - property: what holds; properties of different names see different cases.
///   - cases: how many cases must pass.
///   - seed: the seed all cases derive from; without one, the property's name decides.
///   - shrinkLimit: how many simpler cases are tried after a failure.
///   - minimumShares: the share of cases, from 0 to 1, that must count a label at least once; not judged when the
///     environment asks for fewer cases.
///   - body: runs one case, whose values all come from the choices; nothing else may differ from run to run.
/// - Returns: how many cases ran and what they counted.
/// - Throws: ``PropertyFailure``, whose description is the report.
@discardableResult
public func checkProperty(
  _ property: String, cases: Int = 1_000, seed: UInt64? = nil, shrinkLimit: Int = 10_000,
  minimumShares: KeyValuePairs<String, Double> = [:], _ body: (Choices) throws -> Void
) throws(PropertyFailure) -> PropertyReport {
  let settings = try RunSettings(property: property, cases: cases, seed: seed)
  return try run(body, PropertyRun(property, .random(settings), .init(shrinkLimit, minimumShares)))
}

/// Runs a body that suspends with many cases drawn at random, one after the other; else like the other
/// `checkProperty`.
@discardableResult
public func checkProperty(
  _ property: String, cases: Int = 1_000, seed: UInt64? = nil, shrinkLimit: Int = 10_000,
  minimumShares: KeyValuePairs<String, Double> = [:], _ body: (Choices) async throws -> Void
) async throws(PropertyFailure) -> PropertyReport {
  let settings = try RunSettings(property: property, cases: cases, seed: seed)
  return try await run(body, PropertyRun(property, .random(settings), .init(shrinkLimit, minimumShares)))
}

/// Runs the cases of a run.
func run(_ body: (Choices) throws -> Void, _ initial: PropertyRun) throws(PropertyFailure) -> PropertyReport {
  var run = initial
  while run.prepare() {
    do {
      try body(run.choices)
      run.pass()
    } catch {
      run.fail(error)
    }
  }
  return try run.verdict()
}

/// Runs the cases of a run, each to its end before the next.
func run(
  _ body: (Choices) async throws -> Void, _ initial: PropertyRun
) async throws(PropertyFailure) -> PropertyReport {
  var run = initial
  while run.prepare() {
    do {
      try await body(run.choices)
      run.pass()
    } catch {
      run.fail(error)
    }
  }
  return try run.verdict()
}

extension PropertyRun.Demands {
  fileprivate init(_ shrinkLimit: Int, _ minimumShares: KeyValuePairs<String, Double>) {
    self.init(shrinkLimit: shrinkLimit, minimumShares: minimumShares.map { ($0.key, $0.value) })
  }
}
