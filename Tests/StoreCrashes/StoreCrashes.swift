import Foundation
import GrosirEngine
import GrosirSQLite
import GrosirTesting

/// Shows what a store keeps when a process or its server is killed, what comes of many who want the same, and how fast
/// it is.
@main
enum StoreCrashes {
  private static let usage = """
    usage: StoreCrashes laws FOLDER [LAW]           every store law, or one, on files in a folder
           StoreCrashes crash PLACE CYCLES SEED     processes that write are killed so many times
           StoreCrashes crash ADDRESS CYCLES SEED --server FOLDER
                                                    the server that Tests/postgres started in the folder is killed
           StoreCrashes storm ADDRESS [ATTEMPTS] [SEED]
                                                    32 callers in 4 processes want the last units; 50000 attempts
           StoreCrashes rate PLACE CALLERS COUNT    how many reservations and joins are answered in a second

    A PLACE is a folder, for files, or the ADDRESS of a server: postgresql://… There a database is made, which is left
    over if something is found.
    """

  static func main() async {
    do {
      try await obey(Array(CommandLine.arguments.dropFirst()))
    } catch {
      FileHandle.standardError.write(Data("StoreCrashes: \(error)\n".utf8))
      exit(1)
    }
  }

  private static func obey(_ words: [String]) async throws {
    switch (words.first, words.count) {
    case ("laws"?, 2...3): try await laws(in: words[1], only: words.count > 2 ? words[2] : nil)
    case ("crash"?, 4):
      guard let cycles = Int(words[2]), let seed = UInt64(words[3]) else { misunderstood() }
      signal(SIGPIPE, SIG_IGN)
      if DatabasePlace.isAddress(words[1]) {
        var kills = try WriterKills<DatabasePlace>(in: words[1], seed: seed)
        try await kills.run(cycles)
      } else {
        var kills = try WriterKills<FilePlace>(in: words[1], seed: seed)
        try await kills.run(cycles)
      }
    case ("crash"?, 6):
      guard let cycles = Int(words[2]), let seed = UInt64(words[3]), words[4] == "--server" else { misunderstood() }
      signal(SIGPIPE, SIG_IGN)
      var kills = try ServerKills(at: words[1], DatabaseServer(folder: words[5]), seed: seed)
      try await kills.run(cycles)
    case ("work"?, 3):
      // Nobody listens any more: then there is no more to do.
      signal(SIGPIPE, SIG_DFL)
      if DatabasePlace.isAddress(words[1]) {
        await Writing(try await DatabasePlace(text: words[1]).open(), as: words[2]).run()
      } else {
        await Writing(try FilePlace(text: words[1]).open(), as: words[2]).run()
      }
    case ("storm"?, 2...4):
      guard let attempts = Int(words.count > 2 ? words[2] : "50000"), attempts > 0,
        let seed = UInt64(words.count > 3 ? words[3] : "1")
      else { misunderstood() }
      signal(SIGPIPE, SIG_IGN)
      try await Storm(in: words[1], StormPlan(attempts: attempts, seed: seed)).run()
    case ("storm-caller"?, 5):
      guard let attempts = Int(words[2]), let seed = UInt64(words[3]), let number = Int(words[4]) else {
        misunderstood()
      }
      signal(SIGPIPE, SIG_DFL)
      try await StormCallers(words[1], StormPlan(attempts: attempts, seed: seed), number).run()
    case ("rate"?, 4):
      guard let callers = Int(words[2]), callers > 0, let count = Int(words[3]) else { misunderstood() }
      if DatabasePlace.isAddress(words[1]) {
        try await Rate<DatabasePlace>(callers: callers, count: count).run(in: words[1])
      } else {
        try await Rate<FilePlace>(callers: callers, count: count).run(in: words[1])
      }
    default: misunderstood()
    }
  }

  private static func misunderstood() -> Never {
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
}
