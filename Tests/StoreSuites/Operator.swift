import Foundation
package import grosir

/// Who uses the tool, on files of the package and away from a terminal.
package enum Operator {
  /// Runs the tool.
  package static func run(_ words: String...) async -> Outcome {
    let surroundings = Surroundings(
      readFile: { path in Array(FileManager.default.contents(atPath: path) ?? Data()) }, inputIsTerminal: false,
      usesColor: false)
    return await Grosir.run(words, in: surroundings)
  }

  /// The path of a scenario that comes with the package, or of what is reported of it.
  package static func scenario(_ name: String) -> String {
    ScenarioFixtures.folder.appendingPathComponent("\(name).json").path
  }
}
