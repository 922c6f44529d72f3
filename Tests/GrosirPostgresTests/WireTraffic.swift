/// What goes over one connection between a client and a server, as far as it was seen.
struct WireTraffic {
  private var fromClient = WireFrames(hasStartup: true)
  private var fromServer = WireFrames(hasStartup: false)
  private var commitNames: Set<[UInt8]> = []
  /// How many answers the client has asked for, each up to a mark; the first when it connects.
  private var asked = 1
  private var answered = 0

  /// Whether the client has told the server to save, and has no answer yet.
  private(set) var isSaving = false

  /// Whether the client waits for an answer.
  var isWaiting: Bool { asked > answered }

  /// The client has said something.
  mutating func hear(fromClient bytes: some Sequence<UInt8>) {
    fromClient.add(bytes) { type, body in
      let words = body.split(separator: 0, maxSplits: 2, omittingEmptySubsequences: false).map(Array.init)
      switch type {
      case UInt8(ascii: "S"): asked += 1
      case UInt8(ascii: "P") where words.count > 1 && words[1] == Array("COMMIT".utf8): commitNames.insert(words[0])
      case UInt8(ascii: "B") where words.count > 1 && commitNames.contains(words[1]): isSaving = true
      default: break
      }
    }
  }

  /// The client was told something.
  mutating func hear(fromServer bytes: some Sequence<UInt8>) {
    fromServer.add(bytes) { type, _ in
      guard type == UInt8(ascii: "Z") else { return }
      answered += 1
      if answered == asked { isSaving = false }
    }
  }
}

/// Finds messages in bytes that come in any pieces.
struct WireFrames {
  private var rest: [UInt8] = []
  private var hasStartup: Bool

  /// Frames of a connection's beginning; a client's first message has no type.
  init(hasStartup: Bool) { self.hasStartup = hasStartup }

  /// Takes bytes in, and visits each message that is whole by then: its type and its content.
  mutating func add(_ bytes: some Sequence<UInt8>, _ visit: (UInt8, ArraySlice<UInt8>) -> Void) {
    rest += bytes
    while true {
      let start = hasStartup ? 0 : 1
      guard rest.count >= start + 4 else { return }
      let length = rest[start..<start + 4].reduce(0) { $0 << 8 | Int($1) }
      guard rest.count >= start + length else { return }
      visit(hasStartup ? 0 : rest[0], rest[(start + 4)..<(start + length)])
      rest.removeFirst(start + length)
      hasStartup = false
    }
  }
}
