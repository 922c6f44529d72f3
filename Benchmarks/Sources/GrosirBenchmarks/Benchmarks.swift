import Foundation

/// The benchmarks' entry: runs what the command line asks for, and prints and keeps the figures.
@main
enum Benchmarks {
  static func main() {
    do {
      if CommandLine.arguments.dropFirst().first == SQLiteRestart.word {
        return try SQLiteRestart.run(Array(CommandLine.arguments.dropFirst(2)))
      }
      if CommandLine.arguments.dropFirst().first == PostgresRestart.word {
        return try PostgresRestart.run(Array(CommandLine.arguments.dropFirst(2)))
      }
      let options = try Options(CommandLine.arguments.dropFirst())
      guard !options.wantsHelp else { return print(Options.usage) }
      try run(options)
    } catch let misunderstanding as Options.Misunderstanding {
      complain("\(misunderstanding.text)\n\n\(Options.usage)")
      exit(2)
    } catch {
      complain("\(error)")
      exit(1)
    }
  }

  private static func run(_ options: Options) throws {
    var report = Report()
    let node = try NodeRival.start()
    defer { node?.stop() }
    if node == nil { report.note("node is not installed: no figures for the rivals in JavaScript") }
    let harness = Harness(options: options)
    let server = PostgresServer()
    defer { server.stop() }
    let groups: [(Options, NodeRival?) -> [Planned]] = [
      AvailabilityBenchmarks.planned, QueryBenchmarks.planned, IndexBenchmarks.planned,
      SessionBenchmarks.planned, JournalBenchmarks.planned, ReservationBenchmarks.planned,
      ListingBenchmarks.planned, SQLiteBenchmarks.planned,
    ]
    let all = groups.flatMap { $0(options, node) } + PostgresBenchmarks.planned(options, server)
    var wanted = all.filter { options.wants("\($0.group): \($0.title)") }
    guard !wanted.isEmpty else {
      let words = options.filters.joined(separator: ", ")
      throw Options.Misunderstanding(text: "no comparison's title contains any of: \(words)")
    }
    if wanted.contains(where: { $0.group == PostgresBenchmarks.group }), let reason = server.start() {
      report.note("no PostgreSQL, so nothing of its store is measured: \(reason)")
      wanted.removeAll { $0.group == PostgresBenchmarks.group }
    }
    report.start()
    for planned in wanted {
      report.add(try harness.measure(try planned.make()))
      fflush(nil)
    }
    report.finish()
    if let file = options.file { try report.write(to: file) }
  }

  private static func complain(_ text: String) {
    FileHandle.standardError.write(Data("grosir-benchmarks: \(text)\n".utf8))
  }
}

/// A comparison that could be run; its inputs are not made before it is.
struct Planned {
  let group: String
  let title: String
  /// Makes the inputs, and ensures that all contenders agree on them.
  let make: () throws -> Comparison
}
