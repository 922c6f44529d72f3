import Foundation

/// A program run to its end.
struct Subprocess {
  /// What it ended with.
  let status: Int32
  /// What it wrote, to either stream unless told to drop errors.
  let output: String

  init(_ executable: URL, _ arguments: [String], keepingErrors: Bool = true) throws {
    let process = Process()
    process.executableURL = executable
    process.arguments = arguments
    process.currentDirectoryURL = Repository.root
    let pipe = Pipe()
    process.standardOutput = pipe
    process.standardError = keepingErrors ? pipe : FileHandle.nullDevice
    try process.run()
    output = String(decoding: pipe.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    status = process.terminationStatus
  }
}

/// The toolchain's programs.
enum Compiler {
  /// That a program of the toolchain is not there: a failure, since a check that cannot run has not passed.
  struct NotFound: Error {
    let name: String
    let places: [String]
  }

  /// A program of the toolchain: along the search path, or beside the libraries these tests run with.
  static func find(_ name: String, along searchPath: [String] = searchPath) throws -> URL {
    let places = searchPath + besideRunningLibraries()
    for place in places {
      let path = "\(place)/\(name)"
      if FileManager.default.isExecutableFile(atPath: path) { return URL(fileURLWithPath: path) }
    }
    throw NotFound(name: name, places: places)
  }

  /// The folders of the environment's search path.
  static var searchPath: [String] {
    (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":").map(String.init)
  }

  /// The folder of programs next to the standard library of this process: `usr/lib/swift/linux` → `usr/bin`.
  private static func besideRunningLibraries() -> [String] {
    // Read as a stream: the file says of itself that it is empty.
    guard let maps = FileHandle(forReadingAtPath: "/proc/self/maps")?.readDataToEndOfFile() else { return [] }
    let lines = String(decoding: maps, as: UTF8.self).split(separator: "\n")
    guard let library = lines.first(where: { $0.hasSuffix("/libswiftCore.so") }) else { return [] }
    var folder = URL(fileURLWithPath: String(library.drop { $0 != "/" }))
    for _ in 0..<4 { folder.deleteLastPathComponent() }
    return [folder.appendingPathComponent("bin").path]
  }

  /// Compiles sources as the core, for machines without a runtime, and keeps nothing.
  static func checkEmbedded(_ paths: [String]) throws -> Subprocess {
    let options = [
      "-enable-experimental-feature", "Embedded", "-wmo", "-parse-as-library", "-swift-version", "6",
      "-package-name", "grosir", "-module-name", "GrosirCore",
    ]
    return try Subprocess(try find("swiftc"), options + ["-c"] + paths + ["-o", "/dev/null"])
  }

  /// What the package's manifest says, in JSON; with a scratch folder of its own, since a build may hold the usual one.
  static func manifest() throws -> Data {
    let folder = try TemporaryFolder()
    let dump = try Subprocess(
      try find("swift"), ["package", "--scratch-path", folder.url.path, "dump-package"], keepingErrors: false)
    return Data(dump.output.utf8)
  }
}

/// A folder that is removed with the value that made it.
final class TemporaryFolder {
  let url: URL

  init() throws {
    url = FileManager.default.temporaryDirectory.appendingPathComponent("grosir-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
  }

  deinit {
    try? FileManager.default.removeItem(at: url)
  }

  /// Writes a file, and says where it is.
  func write(_ text: String, as name: String) throws -> String {
    let place = url.appendingPathComponent(name)
    try Data(text.utf8).write(to: place)
    return place.path
  }
}
