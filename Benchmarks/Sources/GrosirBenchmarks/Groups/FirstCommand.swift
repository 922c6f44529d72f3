import Foundation

/// This program once more, started to give one command to a store that is there.
enum FirstCommand {
  /// Starts a process that gives the next command.
  ///
  /// - Parameters:
  ///   - word: What it is to be.
  ///   - place: Where the store is.
  ///   - next: The number of the command.
  static func start(
    _ word: String, _ place: String, _ next: inout Int
  ) throws -> (nanoseconds: Double, memory: String) {
    let process = Process()
    let pipe = Pipe()
    process.executableURL = URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath()
    process.arguments = [word, place, "\(next)"]
    process.standardOutput = pipe
    next += 1
    let clock = ContinuousClock()
    let start = clock.now
    try process.run()
    let answer = pipe.fileHandleForReading.availableData
    let duration = clock.now - start
    process.waitUntilExit()
    try require(process.terminationStatus == 0, "the process that was started failed")
    let time = Double(duration.components.seconds) * 1e9 + Double(duration.components.attoseconds) * 1e-9
    return (time, String(decoding: answer, as: UTF8.self))
  }

  /// What the process was started with: where the store is, and the number of its command.
  static func given(_ arguments: [String]) throws -> (place: String, number: Int) {
    guard arguments.count == 2, let number = Int(arguments[1]) else {
      throw Disagreement(description: "the first command needs a place and a number")
    }
    return (arguments[0], number)
  }

  /// Says that the command was answered, and how much memory the process holds.
  static func sayMemory() throws {
    let status = try String(contentsOfFile: "/proc/self/status", encoding: .utf8)
    let lines = status.split(separator: "\n").filter { $0.hasPrefix("VmRSS") || $0.hasPrefix("RssAnon") }
    print(lines.map { $0.split(whereSeparator: \.isWhitespace).joined(separator: " ") }.joined(separator: ", "))
    fflush(nil)
  }
}
