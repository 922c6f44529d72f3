import Foundation

/// Catches each planted fault from several seeds, every time in a process of its own, and prints what caught it.
struct Defects {
  /// From how many seeds.
  let seeds: Int

  /// What became of one fault from one seed.
  struct Catch: Sendable {
    let fault: Int
    let steps: Int
    /// What caught it; nil if nothing did.
    let by: String?
  }

  func run() async throws {
    let catches = try await all()
    var survivors = 0
    print("group        defect                                                      caught   steps: median  most  by")
    for (place, fault) in PlantedFault.all.enumerated() {
      let own = catches.filter { $0.fault == place + 1 }
      let caught = own.filter { $0.by != nil }
      if caught.count < seeds { survivors += 1 }
      let steps = caught.map { $0.steps }.sorted()
      let by = Dictionary(grouping: caught, by: { $0.by ?? "" }).mapValues { $0.count }
        .sorted { ($1.value, $0.key) < ($0.value, $1.key) }.map { "\($0.key) \($0.value)" }
      let (median, most) = (steps.isEmpty ? 0 : steps[steps.count / 2], steps.last ?? 0)
      print(
        column(fault.group.rawValue, 12), column(fault.sentence, 58), column("\(caught.count)/\(seeds)", 8),
        column("\(median)", 14), column("\(most)", 6), by.joined(separator: ", "))
    }
    let groups = Dictionary(grouping: PlantedFault.all, by: { $0.group }).mapValues { $0.count }
    print(
      "\(PlantedFault.all.count) defects:",
      groups.map { "\($0.key.rawValue) \($0.value)" }.sorted().joined(separator: ", "))
    if survivors > 0 {
      print("FAILED: \(survivors) survived some seed")
      exit(1)
    }
    print("Each was caught from each of \(seeds) seeds.")
  }

  private func column(_ text: String, _ width: Int) -> String {
    text.count >= width ? text : text + String(repeating: " ", count: width - text.count)
  }

  /// Every fault from every seed, two processes at a time.
  private func all() async throws -> [Catch] {
    let jobs = (1...PlantedFault.all.count).flatMap { fault in (1...seeds).map { (fault: fault, seed: $0) } }
    return try await withThrowingTaskGroup(of: [Catch].self) { group in
      for part in 0..<2 {
        group.addTask {
          try stride(from: part, to: jobs.count, by: 2).map { try Defects.hunt(jobs[$0].fault, jobs[$0].seed) }
        }
      }
      return try await group.reduce(into: []) { $0 += $1 }
    }
  }

  private static func hunt(_ fault: Int, _ seed: Int) throws -> Catch {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: CommandLine.arguments[0])
    process.arguments = ["hunt", "\(seed)"]
    process.environment = ProcessInfo.processInfo.environment.merging(
      [PlantedFault.variable: "\(fault)", "SWIFT_BACKTRACE": "enable=no"]
    ) { $1 }
    let output = Pipe()
    process.standardOutput = output
    process.standardError = FileHandle.nullDevice
    try process.run()
    let data = output.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    let lines = String(decoding: data, as: UTF8.self).split(separator: "\n")
    let words = (lines.last ?? "").split(separator: " ")
    let steps = words.count > 1 ? Int(words[1]) ?? 0 : 0
    switch words.first {
    case "caught" where words.count > 2: return Catch(fault: fault, steps: steps, by: String(words[2]))
    case "at" where process.terminationReason == .uncaughtSignal:
      return Catch(fault: fault, steps: steps, by: "precondition")
    default: return Catch(fault: fault, steps: steps, by: nil)
    }
  }
}
