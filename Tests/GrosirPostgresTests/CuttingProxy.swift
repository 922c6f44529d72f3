import Foundation
import GrosirEngine

/// Stands between clients and a server, passes on what they say, and cuts a connection where it is told to.
final class CuttingProxy: Sendable {
  /// The folder in which clients look for the server.
  let folder: String
  private let listener: Int32
  private let state = Guarded(State())

  /// Which way something goes.
  enum Direction: Sendable, Hashable, CaseIterable {
    case toServer, toClient
  }

  /// Where a connection is cut: when so many bytes have passed that way.
  struct Cut: Sendable {
    let direction: Direction
    let bytes: Int
    /// Whether it is cut only where the client waits to hear that everything is saved.
    var isOfSaving = false
    /// Whether nobody is let through afterwards, until ``heal()``.
    var isLasting = false
  }

  /// What was going on when a connection was cut.
  struct Moment: Sendable {
    /// The client had told the server to save, and had no answer.
    let isSaving: Bool
    /// The client waited for an answer.
    let isWaiting: Bool
  }

  fileprivate struct State {
    var cut: Cut?
    var moment: Moment?
    var isClosed = false
    var passed: [Direction: Int] = [:]
    var links: [Int: Link] = [:]
    var count = 0
  }

  /// One connection, on both sides.
  fileprivate struct Link {
    let client: Int32
    let server: Int32
    var traffic = WireTraffic()
    var pumps = 2

    func cut() {
      shutdown(client, Int32(SHUT_RDWR))
      shutdown(server, Int32(SHUT_RDWR))
    }
  }

  /// Listens in a folder of its own for a server that listens in another.
  init(to server: String) throws {
    folder = FileManager.default.temporaryDirectory.appendingPathComponent("cut-\(UUID().uuidString.prefix(8))").path
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    let listener = CuttingProxy.makeSocket()
    guard unsafe CuttingProxy.use(folder, { unsafe bind(listener, $0, $1) }), listen(listener, 16) == 0 else {
      throw CocoaError(.fileWriteUnknown)
    }
    self.listener = listener
    let state = state
    Thread.detachNewThread {
      while true {
        let client = accept(listener, nil, nil)
        guard client >= 0 else { break }
        CuttingProxy.pass(client, to: server, state)
      }
      close(listener)
    }
  }

  deinit {
    state.withLock { state in
      for link in state.links.values { link.cut() }
    }
    shutdown(listener, Int32(SHUT_RDWR))
    do {
      try FileManager.default.removeItem(atPath: folder)
    } catch {
      FileHandle.standardError.write(Data("\(folder) is left over\n".utf8))
    }
  }

  // MARK: What it is told

  /// Counts from now on, and cuts where it is said.
  func arm(_ cut: Cut?) {
    state.withLock { state in
      state.cut = cut
      state.moment = nil
      state.passed = [:]
    }
  }

  /// Cuts nothing any more, and lets everybody through.
  ///
  /// - Returns: what was going on when it cut; nil if it did not.
  @discardableResult
  func heal() -> Moment? {
    state.withLock { state in
      state.cut = nil
      state.isClosed = false
      return state.moment
    }
  }

  /// Cuts every connection there is.
  func cutAll() {
    state.withLock { state in
      for link in state.links.values { link.cut() }
    }
  }

  /// How many bytes have passed since it was armed.
  func passed(_ direction: Direction) -> Int { state.withLock { $0.passed[direction] ?? 0 } }

  // MARK: Passing on

  private static func pass(_ client: Int32, to folder: String, _ state: Guarded<State>) {
    let server = makeSocket()
    guard !state.withLock({ $0.isClosed }), unsafe use(folder, { unsafe connect(server, $0, $1) }) else {
      close(client)
      close(server)
      return
    }
    let number = state.withLock { state in
      state.count += 1
      state.links[state.count] = Link(client: client, server: server)
      return state.count
    }
    for direction in Direction.allCases {
      Thread.detachNewThread { pump(number, direction, from: client, server, state) }
    }
  }

  private static func pump(
    _ number: Int, _ direction: Direction, from client: Int32, _ server: Int32, _ state: Guarded<State>
  ) {
    let (source, target) = direction == .toServer ? (client, server) : (server, client)
    var buffer = [UInt8](repeating: 0, count: 65_536)
    while true {
      let count = unsafe read(source, &buffer, buffer.count)
      guard count > 0 else { break }
      let allowed = state.withLock { $0.take(Array(buffer[0..<count]), of: number, direction) }
      send(buffer[0..<allowed], to: target)
      guard allowed == count else { break }
    }
    state.withLock { state in
      state.links[number]?.cut()
      state.links[number]?.pumps -= 1
      guard state.links[number]?.pumps == 0 else { return }
      state.links[number] = nil
      close(client)
      close(server)
    }
  }

  private static func send(_ bytes: ArraySlice<UInt8>, to target: Int32) {
    var rest = bytes
    while !rest.isEmpty {
      let count = unsafe rest.withUnsafeBytes { bytes in
        unsafe Foundation.send(target, bytes.baseAddress, bytes.count, Int32(MSG_NOSIGNAL))
      }
      guard count > 0 else { return }
      rest = rest.dropFirst(count)
    }
  }

  // MARK: Sockets

  private static func makeSocket() -> Int32 {
    #if canImport(Darwin)
      socket(AF_UNIX, SOCK_STREAM, 0)
    #else
      socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0)
    #endif
  }

  /// Does something with the address of a server's socket in a folder; says whether it went well.
  private static func use(_ folder: String, _ body: (UnsafePointer<sockaddr>, socklen_t) -> Int32) -> Bool {
    var address = sockaddr_un()
    address.sun_family = sa_family_t(AF_UNIX)
    unsafe withUnsafeMutableBytes(of: &address.sun_path) { path in
      unsafe path.copyBytes(from: Array("\(folder)/.s.PGSQL.5432".utf8))
    }
    return unsafe withUnsafePointer(to: &address) { address in
      unsafe address.withMemoryRebound(to: sockaddr.self, capacity: 1) { address in
        unsafe body(address, socklen_t(MemoryLayout<sockaddr_un>.size)) == 0
      }
    }
  }
}

extension CuttingProxy.State {
  /// Takes note of bytes, and says how many of them may pass; if not all, the connection is to be cut behind those.
  fileprivate mutating func take(_ bytes: [UInt8], of number: Int, _ direction: CuttingProxy.Direction) -> Int {
    let before = passed[direction] ?? 0
    var allowed = bytes.count
    let isSaving = links[number]?.traffic.isSaving == true
    if let cut, cut.direction == direction, !cut.isOfSaving || isSaving, before + bytes.count > cut.bytes {
      allowed = max(0, cut.bytes - before)
    }
    switch direction {
    // What the client has said it has said, whether it gets there or not.
    case .toServer: links[number]?.traffic.hear(fromClient: bytes)
    case .toClient: links[number]?.traffic.hear(fromServer: bytes[..<allowed])
    }
    passed[direction] = before + allowed
    if allowed < bytes.count, let cut, let traffic = links[number]?.traffic {
      moment = CuttingProxy.Moment(isSaving: traffic.isSaving, isWaiting: traffic.isWaiting)
      isClosed = cut.isLasting
      self.cut = nil
    }
    return allowed
  }
}
