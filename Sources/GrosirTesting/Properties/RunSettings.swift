#if canImport(Glibc)
  private import Glibc
#elseif canImport(Musl)
  private import Musl
#elseif canImport(Darwin)
  private import Darwin
#endif

/// What the environment says about how properties run.
struct RunSettings {
  static let seedVariable = "GROSIR_SEED"
  static let casesVariable = "GROSIR_CASES"
  static let reportVariable = "GROSIR_REPORT"
  static let traceVariable = "GROSIR_TRACE"

  private static let mostCases: UInt64 = 1_000_000_000_000

  /// The seed all cases derive from.
  let seed: UInt64

  /// How many cases are run.
  let cases: Int

  /// Whether so few cases are run, on request, that shares among them say nothing.
  let isShortened: Bool

  /// Reads the settings of a property that would by itself run with the given seed and number of cases.
  init(property: String, cases: Int, seed: UInt64?) throws(PropertyFailure) {
    let requested = try RunSettings.number(RunSettings.casesVariable, for: property)
    precondition(cases > 0, "A property without cases holds for nothing")
    if requested == 0 {
      throw PropertyFailure(property: property, reason: .badSetting(variable: RunSettings.casesVariable, text: "0"))
    }
    self.cases = requested.map { Int(clamping: min($0, RunSettings.mostCases)) } ?? cases
    isShortened = self.cases < cases
    if RunSettings.variable(RunSettings.seedVariable) == "random" {
      var system = SystemRandomNumberGenerator()
      self.seed = system.next()
      print("property \"\(property)\": \(RunSettings.seedVariable)=\(RunSettings.text(self.seed))")
    } else {
      let given = try RunSettings.number(RunSettings.seedVariable, for: property)
      self.seed = given ?? seed ?? SeededGenerator.seed(ofText: property)
    }
  }

  /// Whether the report of every property that held is printed.
  static var printsReports: Bool { variable(reportVariable) != nil }

  /// Whether every case is announced before it runs, to find the one that ends the process.
  static var announcesCases: Bool { variable(traceVariable) != nil }

  /// Writes a line to the standard error, at once, since the process may be about to end.
  static func announce(_ line: String) {
    var bytes = Array("\(line)\n".utf8)
    _ = unsafe bytes.withUnsafeMutableBytes { unsafe write(2, $0.baseAddress, $0.count) }
  }

  /// A seed as it is printed and given.
  static func text(_ seed: UInt64) -> String {
    "0x" + String(seed, radix: 16)
  }

  private static func number(_ name: String, for property: String) throws(PropertyFailure) -> UInt64? {
    guard let text = variable(name) else { return nil }
    let number = text.hasPrefix("0x") ? UInt64(text.dropFirst(2), radix: 16) : UInt64(text)
    guard let number else {
      throw PropertyFailure(property: property, reason: .badSetting(variable: name, text: text))
    }
    return number
  }

  private static func variable(_ name: String) -> String? {
    guard let text = unsafe getenv(name) else { return nil }
    return unsafe String(cString: text)
  }
}
