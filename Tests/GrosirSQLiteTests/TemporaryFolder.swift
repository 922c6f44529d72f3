import Foundation
import GrosirEngine
import GrosirSQLite

/// A folder for the files of a test, which goes with it.
final class TemporaryFolder: Sendable {
  private let url: URL
  private let count = Guarded(0)

  init() throws {
    url = FileManager.default.temporaryDirectory.appendingPathComponent("grosir-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
  }

  deinit {
    // A store that is closing takes its files away at the same time; then it is tried again.
    for _ in 0..<5 {
      do {
        try FileManager.default.removeItem(at: url)
        return
      } catch CocoaError.fileNoSuchFile {
        continue
      } catch {
        break
      }
    }
    FileHandle.standardError.write(Data("\(url.path) is left over\n".utf8))
  }

  /// A path at which there is no file yet.
  func path(_ name: String = "store") -> String {
    let number = count.withLock { count in
      count += 1
      return count
    }
    return url.appendingPathComponent("\(name)-\(number).sqlite").path
  }
}
