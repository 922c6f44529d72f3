import GrosirTesting

/// Runs worlds, for who measures or looks for defects.
@main
struct Runs {
  static func main() async {
    let arguments = CommandLine.arguments.dropFirst().map { $0 }
    let worlds = arguments.first.flatMap { Int($0) } ?? 100
    let seed = arguments.dropFirst().first.flatMap { UInt64($0) } ?? 1
    let clock = ContinuousClock()
    let start = clock.now
    let (coverage, failed) = await WorldRun.run(worlds: worlds, from: seed, tasks: 2)
    let time = clock.now - start
    print("\(coverage.steps) steps in \(time)")
    for run in failed.prefix(20) {
      print(run.seed, run.failure?.stepCount ?? 0, run.failure?.broken.description ?? "")
    }
    print("\(failed.count) failed of \(coverage.worlds)")
  }
}
