import Foundation
import GrosirTesting

/// Runs worlds for `Tests/run`: many of them, or as many as it takes to catch a planted fault.
@main
struct Runs {
  private static let usage = """
    usage: SystemWorlds worlds [COUNT [SEED]]   runs so many worlds and counts what happened
           SystemWorlds plant FOLDER            plants every fault into the sources below a folder
           SystemWorlds defects [SEEDS]         of such a copy: catches each fault from so many seeds
           SystemWorlds hunt SEED               of such a copy: worlds from a seed until one fails

    """

  static func main() async throws {
    let arguments = Array(CommandLine.arguments.dropFirst())
    let number = arguments.dropFirst().first.flatMap { Int($0) }
    switch arguments.first {
    case "worlds":
      let seed = arguments.count > 2 ? UInt64(arguments[2]) ?? 1 : 1
      try await worlds(number ?? 400, from: seed)
    case "plant" where arguments.count == 2: try plant(into: URL(fileURLWithPath: arguments[1]))
    case "hunt": await Hunt.run(from: UInt64(number ?? 1))
    case "defects": try await Defects(seeds: number ?? 10).run()
    default:
      print(usage)
      exit(2)
    }
  }

  private static func worlds(_ count: Int, from seed: UInt64) async throws {
    let clock = ContinuousClock()
    let start = clock.now
    let (coverage, failed) = await WorldRun.run(worlds: count, from: seed, tasks: 2)
    let time = clock.now - start
    print(coverage.summary)
    for run in failed.prefix(20) {
      print("seed \(run.seed), step \(run.failure?.stepCount ?? 0): \(run.failure?.broken.description ?? "")")
    }
    let rate = Double(coverage.steps) / (Double(time.components.attoseconds) / 1e18 + Double(time.components.seconds))
    print("\(Int(rate)) steps a second; \(failed.count) of \(coverage.worlds) worlds failed")
    if !failed.isEmpty { exit(1) }
  }

  private static func plant(into folder: URL) throws {
    let faults = PlantedFault.all.enumerated().map { (number: $0 + 1, fault: $1) }
    for (file, planted) in Dictionary(grouping: faults, by: { $0.fault.file }) {
      let url = folder.appendingPathComponent(file)
      let text = try String(contentsOf: url, encoding: .utf8)
      for (_, fault) in planted {
        guard let obstacle = fault.obstacle(in: text) else { continue }
        print(obstacle)
        exit(1)
      }
      try PlantedFault.planted(text, with: planted).write(to: url, atomically: true, encoding: .utf8)
    }
    let url = folder.appendingPathComponent("GrosirCore/PlantedFault.swift")
    try PlantedFault.switchText.write(to: url, atomically: true, encoding: .utf8)
  }
}

/// Worlds from a seed until one fails; what it says is for ``Defects`` to read.
enum Hunt {
  /// As many worlds at most.
  static let mostWorlds = 1_500

  static func run(from base: UInt64) async {
    var steps = 0
    for number in 0..<mostWorlds {
      // Said before, since a fault may end the process.
      say("at \(steps)")
      let run = await WorldRun.run(seed: SeededGenerator.seed(ofCase: number, base: base))
      guard let failure = run.failure else {
        steps += run.coverage.steps
        continue
      }
      say("caught \(steps + failure.stepCount) \(failure.broken.invariant)")
      if CommandLine.arguments.contains("-v") { print(failure.broken) }
      return
    }
    say("survived \(steps)")
  }

  private static func say(_ line: String) { FileHandle.standardOutput.write(Data((line + "\n").utf8)) }
}
