internal import GrosirSQL

/// The texts that are bound to a statement, one behind the other: SQLite reads them here, and copies none.
@safe
final class BoundTexts {
  private var bytes = UnsafeMutableRawBufferPointer.allocate(byteCount: 256, alignment: 1)
  private var used = 0

  deinit { unsafe bytes.deallocate() }

  /// Forgets what was bound before, and makes room for all texts among some values.
  func makeRoom(for values: [SQLValue]) {
    used = 0
    var needed = 0
    for case .text(let text) in values { needed += text.utf8.count }
    guard unsafe needed > bytes.count else { return }
    unsafe bytes.deallocate()
    unsafe bytes = UnsafeMutableRawBufferPointer.allocate(byteCount: 2 * needed, alignment: 1)
  }

  /// Keeps a text until room is made again.
  ///
  /// - Precondition: there is room for it.
  func keep(_ text: String) -> UnsafePointer<CChar> {
    var text = text
    let start = unsafe bytes.baseAddress.unsafelyUnwrapped + used
    text.withUTF8 { utf8 in
      unsafe precondition(utf8.count <= bytes.count - used, "room is made for all texts")
      if let first = utf8.baseAddress { unsafe start.copyMemory(from: first, byteCount: utf8.count) }
      used += utf8.count
    }
    return unsafe UnsafePointer(start.assumingMemoryBound(to: CChar.self))
  }
}
