import Foundation
import GrosirEngine
import GrosirSQLite
import GrosirTesting

/// Shows what a store in a file keeps when its process is killed.
@main
enum StoreCrashes {
  static func main() async throws {
    var arguments = CommandLine.arguments.dropFirst()
    switch arguments.popFirst() {
    case "laws": try await laws(in: arguments.popFirst() ?? ".", only: arguments.popFirst())
    default:
      print("usage: StoreCrashes laws FOLDER [LAW]")
      exit(2)
    }
  }

  /// Verifies every store law on files in a folder, on whatever file system that is.
  static func laws(in folder: String, only name: String?) async throws {
    var failures = 0
    for law in StoreLaw.allCases where name == nil || law.rawValue == name {
      let began = ContinuousClock.now
      do {
        try await law.verify { hook in
          try SQLiteStore(path: "\(folder)/\(law.rawValue)-\(UUID().uuidString).sqlite", hook: hook)
        }
        print("\(law.rawValue): held, \(ContinuousClock.now - began)")
      } catch {
        failures += 1
        print("\(error)")
      }
    }
    print("\(failures) laws are broken")
    if failures > 0 { exit(1) }
  }
}
