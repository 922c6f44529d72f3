/// The run of a property: which case comes next, and what the cases so far amount to.
///
/// It runs no body itself. The loop around it is a few lines, written once for bodies that suspend and once for
/// bodies that do not (`Property.swift`, `Exhaustive.swift`).
struct PropertyRun {
  /// Where cases come from.
  enum Supply {
    case random(RunSettings)
    case enumerated(limit: Int)
  }

  /// What is required of a run.
  struct Demands {
    var shrinkLimit = PropertyRun.shrinkLimit
    var minimumShares: [(label: String, share: Double)] = []
  }

  /// How many simpler cases are tried after a failure, unless told otherwise.
  static let shrinkLimit = 10_000

  /// A property that rejects about this many cases for each one wanted is given up.
  private static let rejectionsPerCase = 10

  let choices = Choices()
  private let property: String
  private let supply: Supply
  private let demands: Demands
  private let announces = RunSettings.announcesCases
  private var passed = 0
  private var rejected = 0
  private var investigation: Investigation?
  private var failure: PropertyFailure.Reason?

  init(_ property: String, _ supply: Supply, _ demands: Demands) {
    self.property = property
    self.supply = supply
    self.demands = demands
  }

  /// Prepares the next case; false if the run is over.
  mutating func prepare() -> Bool {
    if investigation != nil { return prepareInvestigation() }
    switch supply {
    case .random(let settings): return prepareRandom(settings)
    case .enumerated(let limit): return prepareEnumerated(limit)
    }
  }

  /// Takes that the prepared case passed.
  @inline(__always)
  mutating func pass() {
    choices.finish()
    guard investigation == nil else { return conclude(nil) }
    if case .enumerated = supply, choices.hasStrayed { return recognizeStraying() }
    choices.tallies.endCase(passed: true)
    passed += 1
  }

  /// Takes that the prepared case threw.
  mutating func fail(_ error: any Error) {
    choices.finish()
    guard investigation == nil else { return conclude(error is Choices.Rejection ? nil : error) }
    choices.tallies.endCase(passed: false)
    if error is Choices.Rejection {
      rejected += 1
      return
    }
    let number = passed + rejected
    investigation = Investigation(
      choices.recording, threw: error, caseNumber: number, seed: seed(ofCase: number),
      shrinkLimit: demands.shrinkLimit)
  }

  /// The report of the run if the property holds.
  func verdict() throws(PropertyFailure) -> PropertyReport {
    if let failure { throw PropertyFailure(property: property, reason: failure) }
    let report = self.report
    if case .random(let settings) = supply, settings.isShortened { return printed(report) }
    for (label, required) in demands.minimumShares where report.share(of: label) < required {
      throw PropertyFailure(property: property, reason: .tooRare(label: label, required: required, report))
    }
    return printed(report)
  }

  // MARK: - Cases

  private mutating func prepareRandom(_ settings: RunSettings) -> Bool {
    guard passed < settings.cases else { return false }
    guard rejected / PropertyRun.rejectionsPerCase < settings.cases + 10 else {
      failure = .tooManyRejected(report)
      return false
    }
    let number = passed + rejected
    let seed = SeededGenerator.seed(ofCase: number, base: settings.seed)
    if announces {
      let (variable, count) = (RunSettings.seedVariable, RunSettings.casesVariable)
      RunSettings.announce("property \"\(property)\": \(variable)=\(RunSettings.text(seed)) \(count)=1")
    }
    choices.beginRandom(seed: seed)
    return true
  }

  private mutating func prepareEnumerated(_ limit: Int) -> Bool {
    guard failure == nil else { return false }
    let number = passed + rejected
    if number > 0, !choices.advance() { return false }
    guard number < limit else {
      failure = .limitExceeded(limit: limit)
      return false
    }
    if announces { RunSettings.announce("property \"\(property)\": enumerated case \(number)") }
    return true
  }

  private mutating func recognizeStraying() {
    failure = .unrepeatable(error: "case \(passed + rejected) chose among other alternatives than the one before it")
  }

  private func seed(ofCase number: Int) -> UInt64? {
    guard case .random(let settings) = supply else { return nil }
    return SeededGenerator.seed(ofCase: number, base: settings.seed)
  }

  // MARK: - After a failure

  private mutating func prepareInvestigation() -> Bool {
    guard investigation?.prepare(choices) != true else { return true }
    failure = investigation?.result
    return false
  }

  private mutating func conclude(_ thrown: (any Error)?) {
    choices.tallies.endCase(passed: false)
    investigation?.conclude(choices, thrown)
  }

  // MARK: - Reporting

  private var report: PropertyReport {
    PropertyReport(property: property, cases: passed, rejected: rejected, tallies: choices.tallies.summary)
  }

  private func printed(_ report: PropertyReport) -> PropertyReport {
    if RunSettings.printsReports { print(report) }
    return report
  }
}
