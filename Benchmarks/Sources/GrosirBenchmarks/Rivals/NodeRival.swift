import Foundation

/// A JavaScript engine that is started once and told what to run, so that its turns fall between the others'.
///
/// It answers each line it is sent with one line, and takes the time itself.
final class NodeRival {
  private let process: Process
  private let input: FileHandle
  private let output: FileHandle
  private let folder: URL

  /// What it said when it should have answered.
  struct Trouble: Error, CustomStringConvertible {
    let description: String
  }

  /// Starts it, or answers nil when it is not installed.
  static func start() throws -> NodeRival? {
    let folders = ProcessInfo.processInfo.environment["PATH"]?.split(separator: ":") ?? []
    let files = FileManager.default
    guard let program = folders.map({ "\($0)/node" }).first(where: { files.isExecutableFile(atPath: $0) })
    else { return nil }
    return try NodeRival(program)
  }

  private init(_ program: String, source: String = #filePath) throws {
    let script = URL(fileURLWithPath: source).deletingLastPathComponent().appendingPathComponent("rivals.mjs")
    folder = FileManager.default.temporaryDirectory.appendingPathComponent("grosir-benchmarks-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    let (toNode, fromNode) = (Pipe(), Pipe())
    process = Process()
    process.executableURL = URL(fileURLWithPath: program)
    process.arguments = [script.path]
    process.standardInput = toNode
    process.standardOutput = fromNode
    input = toNode.fileHandleForWriting
    output = fromNode.fileHandleForReading
    try process.run()
  }

  /// Lets it end.
  func stop() {
    try? input.close()
    process.waitUntilExit()
    try? FileManager.default.removeItem(at: folder)
  }

  /// Hands over 32-bit numbers under a name.
  func hand(_ numbers: [Int32], as name: String) throws {
    let file = folder.appendingPathComponent(name)
    try unsafe numbers.withUnsafeBytes { unsafe Data($0) }.write(to: file)
    _ = try ask("hand \(name) \(file.path)")
    try FileManager.default.removeItem(at: file)
  }

  /// Runs a kernel on what was handed over, and answers its time and a digest of its results.
  func run(_ kernel: String, _ arguments: [String], calls: Int) throws -> (turn: Turn, digest: UInt32) {
    let answer = try ask("run \(kernel) \(calls) \(arguments.joined(separator: " "))").split(separator: " ")
    guard answer.count == 2, let time = Double(answer[0]), let digest = UInt32(answer[1]) else {
      throw Trouble(description: "node answered \(answer)")
    }
    return (Turn(calls: calls, nanoseconds: time), digest)
  }

  private func ask(_ question: String) throws -> String {
    input.write(Data((question + "\n").utf8))
    var answer = Data()
    while answer.last != 0x0A {
      let more = output.availableData
      guard !more.isEmpty else { throw Trouble(description: "node ended; it was asked: \(question)") }
      answer += more
    }
    return String(decoding: answer.dropLast(), as: UTF8.self)
  }
}
