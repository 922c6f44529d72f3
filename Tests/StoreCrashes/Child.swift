import Foundation
import GrosirEngine
import GrosirTesting

/// Another run of this program: it is told what to do a line at a time, and says so what it does.
final class Child {
  private let process = Process()
  private let input = Pipe()
  private let heard = Guarded(Heard())

  /// What it has said.
  private struct Heard {
    var lines: [String] = []
    var rest: [UInt8] = []
    var hasEnded = false

    mutating func add(_ bytes: ArraySlice<UInt8>) {
      for byte in bytes {
        if byte == UInt8(ascii: "\n") {
          lines.append(String(decoding: rest, as: UTF8.self))
          rest.removeAll(keepingCapacity: true)
        } else {
          rest.append(byte)
        }
      }
    }
  }

  /// Starts it with these words, and waits until it is ready.
  init(_ words: [String]) async throws {
    process.executableURL = URL(fileURLWithPath: CommandLine.arguments[0])
    process.arguments = words
    process.standardInput = input
    let output = Pipe()
    process.standardOutput = output
    try process.run()
    listen(to: output.fileHandleForReading)
    _ = try await wait { $0 == "ready" }
  }

  private func listen(to handle: FileHandle) {
    let (heard, descriptor) = (heard, handle.fileDescriptor)
    Thread.detachNewThread {
      withExtendedLifetime(handle) {
        var buffer = [UInt8](repeating: 0, count: 65_536)
        while true {
          let count = unsafe read(descriptor, &buffer, buffer.count)
          guard count > 0 else { break }
          let part = buffer[0..<count]
          heard.withLock { $0.add(part) }
        }
        heard.withLock { $0.hasEnded = true }
      }
    }
  }

  /// Tells it something.
  func tell(_ line: String) throws {
    try input.fileHandleForWriting.write(contentsOf: Data("\(line)\n".utf8))
  }

  /// Tells it that there is no more to do, and waits until it has ended well.
  func end() throws {
    try input.fileHandleForWriting.close()
    process.waitUntilExit()
    try expect(process.terminationStatus == 0, "a process ended with \(process.terminationStatus)")
  }

  /// Ends it as a power failure does.
  func kill() {
    Foundation.kill(process.processIdentifier, SIGKILL)
    process.waitUntilExit()
  }

  /// How many whole lines it has said so far.
  var lineCount: Int { heard.withLock { $0.lines.count } }

  /// Everything it has said since it was asked last; what it is saying while it is killed does not count.
  func takeLines() throws -> [String] {
    // What it has said before it ended is still on its way.
    let end = ContinuousClock.now + .seconds(10)
    while !process.isRunning, !heard.withLock({ $0.hasEnded }), ContinuousClock.now < end { usleep(1_000) }
    return heard.withLock { heard in
      defer { heard.lines.removeAll() }
      return heard.lines
    }
  }

  /// Waits until it says a certain thing, behind so many lines; two minutes at most.
  ///
  /// - Returns: how many lines it had said then.
  @discardableResult
  func wait(after count: Int = 0, until isIt: (String) -> Bool) async throws -> Int {
    var place = count
    let end = ContinuousClock.now + .seconds(120)
    while ContinuousClock.now < end {
      let (lines, hasEnded) = heard.withLock { ($0.lines, $0.hasEnded) }
      while place < lines.count {
        place += 1
        if isIt(lines[place - 1]) { return place }
      }
      try expect(!hasEnded, "a process has ended, and was not told to; it said last: \(lines.last ?? "nothing")")
      try await Task.sleep(for: .milliseconds(2))
    }
    throw ExpectationFailure("a process did not get on; it said last: \(heard.withLock { $0.lines.last ?? "nothing" })")
  }
}

/// How a process hears what it is told, and says what it does.
enum Parent {
  /// What it is told, line by line, until there is no more to do.
  static func lines() -> AsyncStream<String> {
    AsyncStream { continuation in
      Thread.detachNewThread {
        while let line = readLine() { continuation.yield(line) }
        continuation.finish()
      }
    }
  }

  /// Says something, whole.
  static func tell(_ line: String) { FileHandle.standardOutput.write(Data("\(line)\n".utf8)) }
}

/// Does something with each element, a few at a time.
func forEachTogether<Element: Sendable>(
  _ elements: [Element], _ body: @escaping @Sendable (Element) async throws -> Void
) async throws {
  let next = Guarded(0)
  try await withThrowingTaskGroup(of: Void.self) { group in
    for _ in 0..<32 {
      group.addTask {
        while true {
          let place = next.withLock { next in
            next += 1
            return next - 1
          }
          guard place < elements.count else { return }
          try await body(elements[place])
        }
      }
    }
    try await group.waitForAll()
  }
}
