import Foundation
import GrosirCore
import GrosirEngine
import GrosirSQLite
import GrosirTesting

/// Shows what a store in a file keeps when its process is killed, and how fast it is.
@main
enum StoreCrashes {
  private static let usage = """
    usage: StoreCrashes laws FOLDER [LAW]         every store law, or one, on files in a folder
           StoreCrashes crash FOLDER CYCLES SEED  a process that writes is killed so many times
           StoreCrashes rate FOLDER CALLERS COUNT how many reservations and joins are answered in a second
    """

  static func main() async throws {
    let words = Array(CommandLine.arguments.dropFirst())
    switch (words.first, words.count) {
    case ("laws"?, 2...3): try await laws(in: words[1], only: words.count > 2 ? words[2] : nil)
    case ("work"?, 3): try await work(on: words[1], cycle: words[2])
    case ("crash"?, 4):
      guard let cycles = Int(words[2]), let seed = UInt64(words[3]) else { return misunderstood() }
      var crashes = CrashCycles(folder: words[1], seed: seed)
      try await crashes.run(cycles)
    case ("rate"?, 4):
      guard let callers = Int(words[2]), let count = Int(words[3]) else { return misunderstood() }
      try await rate(in: words[1], callers, count)
    default: misunderstood()
    }
  }

  private static func misunderstood() {
    print(usage)
    exit(2)
  }

  /// Verifies store laws on files in a folder, on whatever file system that is.
  private static func laws(in folder: String, only name: String?) async throws {
    var failures = 0
    for law in StoreLaw.allCases where name == nil || law.rawValue == name {
      do {
        try await law.verify { hook in
          try SQLiteStore(path: "\(folder)/\(law.rawValue)-\(UUID().uuidString).sqlite", hook: hook)
        }
        print("\(law.rawValue): held")
      } catch {
        failures += 1
        print("\(error)")
      }
    }
    print("\(failures) laws are broken")
    if failures > 0 { exit(1) }
  }

  /// Writes until it is killed, and says of every command when it is given (`?`) and when it was answered (`+`).
  private static func work(on path: String, cycle: String) async throws {
    let shop = CrashShop(engine: Engine(try SQLiteStore(path: path)))
    try await shop.open()
    await withTaskGroup(of: Void.self) { group in
      for worker in 0..<8 {
        group.addTask {
          for number in 0... {
            let name = "\(number.isMultiple(of: 2) ? "join" : "order")-\(cycle)-\(worker)-\(number)"
            say("?\(name)\n")
            do {
              _ = try await shop.give(name)
              say("+\(name)\n")
            } catch {
              say("!\(name): \(error)\n")
              return
            }
          }
        }
      }
    }
  }

  private static func say(_ line: String) { FileHandle.standardOutput.write(Data(line.utf8)) }

  /// How many commands of each kind are answered in a second, by so many who each wait for an answer.
  private static func rate(in folder: String, _ callers: Int, _ count: Int) async throws {
    for kind in ["order", "join"] {
      let store = try SQLiteStore(path: "\(folder)/rate-\(kind)-\(UUID().uuidString).sqlite")
      let shop = CrashShop(engine: Engine(store))
      try await shop.open()
      // Identities rise with time, as generated ones do.
      let given = Guarded(1_000_000_000)
      let began = ContinuousClock.now
      try await withThrowingTaskGroup(of: Void.self) { group in
        for _ in 0..<callers {
          group.addTask {
            for _ in 0..<count / callers {
              let number = given.withLock { given in
                given += 1
                return given
              }
              _ = try await shop.give("\(kind)-\(number)")
            }
          }
        }
        try await group.waitForAll()
      }
      let time = ContinuousClock.now - began
      let seconds = Double(time.components.seconds) + Double(time.components.attoseconds) * 1e-18
      print("\(kind): \(Int(Double(count / callers * callers) / seconds)) a second, \(callers) callers")
      await store.close()
    }
  }
}
