/// A property does not hold, or was not tested as it should have been.
///
/// Its description is the whole report, so a test method that lets it through shows everything.
public struct PropertyFailure: Error, Sendable, Hashable, CustomStringConvertible {
  /// The name of the property.
  public let property: String

  /// What is wrong.
  public let reason: Reason

  /// The ways to fail.
  public enum Reason: Sendable, Hashable {
    /// A case failed; it was shrunk to this.
    case counterexample(Counterexample)
    /// A case failed, and did not fail when it was run again: the body depends on something besides its choices.
    case unrepeatable(error: String)
    /// Something occurred in a smaller share of cases than required; the report says what occurred.
    case tooRare(label: String, required: Double, PropertyReport)
    /// The body rejected nearly every case.
    case tooManyRejected(PropertyReport)
    /// There are more cases to enumerate than the limit allows; none failed so far.
    case limitExceeded(limit: Int)
    /// A setting in the environment could not be read.
    case badSetting(variable: String, text: String)
  }

  /// The simplest failing case that was found.
  public struct Counterexample: Sendable, Hashable {
    /// What the simplest case threw.
    public let error: String

    /// What the simplest case noted.
    public let notes: [String]

    /// The choices of the simplest case.
    public let choices: [UInt64]

    /// The number, from 0, of the case that was found to fail.
    public let caseNumber: Int

    /// The seed of the case that was found to fail; nil if cases were enumerated.
    public let seed: UInt64?

    /// How many times the case was replaced by a simpler one.
    public let shrinkSteps: Int

    /// How many simpler cases were tried.
    public let shrinkAttempts: Int

    /// The environment that runs just this case in a fresh process; nil if cases were enumerated.
    public var reproduction: String? {
      seed.map { "\(RunSettings.seedVariable)=\(RunSettings.text($0)) \(RunSettings.casesVariable)=1" }
    }
  }

  /// The simplest failing case, if there is one.
  public var counterexample: Counterexample? {
    if case .counterexample(let found) = reason { found } else { nil }
  }

  /// The whole report, over several lines.
  public var description: String {
    "property \"\(property)\" " + summary
  }

  private var summary: String {
    switch reason {
    case .counterexample(let found): found.report
    case .unrepeatable(let error):
      """
      cannot be repeated: a case failed and then, with the same choices, did not, or chose among other alternatives; \
      its body depends on something besides its choices.
        failure: \(error)
      """
    case .tooRare(let label, let required, let report):
      "reached \"\(label)\" in \(PropertyReport.percent(report.share(of: label))) of its cases, "
        + "where at least \(PropertyReport.percent(required)) are required.\n\(report)"
    case .tooManyRejected(let report):
      "gave up: \(report.rejected) cases were rejected and only \(report.cases) passed; draw only what is wanted."
    case .limitExceeded(let limit): "has more than \(limit) cases to enumerate; none failed so far."
    case .badSetting(let variable, let text): "was not run: \(variable)=\(text) cannot be read."
    }
  }
}

extension PropertyFailure.Counterexample {
  fileprivate var report: String {
    var lines = ["does not hold.", "  failure: \(error)"]
    for note in notes { lines.append("  note: \(note)") }
    lines.append("  case: number \(caseNumber)" + (seed.map { ", seed \(RunSettings.text($0))" } ?? ", enumerated"))
    if let reproduction { lines.append("  reproduce: \(reproduction)") }
    lines.append("  shrunk: \(shrinkSteps) steps in \(shrinkAttempts) attempts, to the choices \(choices)")
    return lines.joined(separator: "\n")
  }
}
