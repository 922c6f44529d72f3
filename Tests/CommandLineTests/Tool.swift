import Foundation
import XCTest

/// Runs the built `grosir` as any program would.
struct Tool {
  /// What a run left behind.
  struct Result {
    var status: Int32
    var output: String
    var problem: String
  }

  /// The executable beside the test bundle.
  static let executable = program("grosir")

  private static func program(_ name: String) -> URL {
    URL(fileURLWithPath: CommandLine.arguments[0]).resolvingSymlinksInPath().deletingLastPathComponent()
      .appendingPathComponent(name)
  }

  /// The repository this file stands in.
  static let repository = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent()

  /// Runs the program with arguments and a document on standard input, or another one of this package.
  ///
  /// - Parameter device: where the program's output and problems go in place of the result, each only if named.
  static func run(
    _ arguments: [String], input: some DataProtocol = Data(), environment: [String: String] = [:],
    executable name: String = "grosir", device: (output: String?, problem: String?) = (nil, nil)
  ) throws -> Result {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { remove(folder) }
    let (input, output, problem) = (
      try file("input", Data(input), in: folder), try file("output", Data(), in: folder),
      try file("problem", Data(), in: folder)
    )
    let process = Process()
    process.executableURL = program(name)
    process.arguments = arguments
    process.currentDirectoryURL = repository
    process.environment = environment
    process.standardInput = try FileHandle(forReadingFrom: input)
    process.standardOutput = try FileHandle(forWritingTo: device.output.map(URL.init(fileURLWithPath:)) ?? output)
    process.standardError = try FileHandle(forWritingTo: device.problem.map(URL.init(fileURLWithPath:)) ?? problem)
    try process.run()
    process.waitUntilExit()
    XCTAssertEqual(process.terminationReason, .exit, "grosir trapped on \(arguments)")
    return Result(
      status: process.terminationStatus, output: String(decoding: try Data(contentsOf: output), as: UTF8.self),
      problem: String(decoding: try Data(contentsOf: problem), as: UTF8.self))
  }

  private static func file(_ name: String, _ content: Data, in folder: URL) throws -> URL {
    let url = folder.appendingPathComponent(name)
    try content.write(to: url)
    return url
  }

  private static func remove(_ folder: URL) {
    do { try FileManager.default.removeItem(at: folder) } catch { XCTFail("\(folder) stays: \(error)") }
  }
}
