import Foundation

/// The package as it lies on the disk, found from where this file is.
enum Repository {
  /// The folder with the manifest.
  static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent()

  /// The names at the top.
  static func topLevelEntries() throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: root.path).sorted()
  }

  /// Every text file that belongs to the package, build products and the version control's own files aside.
  static func textFiles() throws -> [TextFile] {
    try paths(under: "").compactMap { path in
      let data = try Data(contentsOf: root.appendingPathComponent(path))
      guard !data.contains(0), let text = String(data: data, encoding: .utf8) else { return nil }
      return TextFile(path: path, text: text)
    }
  }

  /// The text files in a folder, such as `Sources`.
  static func textFiles(under folder: String) throws -> [TextFile] {
    try textFiles().filter { $0.path.hasPrefix(folder + "/") }
  }

  /// The names of the folders in a folder.
  static func folders(in folder: String) throws -> [String] {
    let place = root.appendingPathComponent(folder)
    return try FileManager.default.contentsOfDirectory(atPath: place.path).filter { isFolder("\(folder)/\($0)") }
      .sorted()
  }

  private static let foreign: Set = [".git", ".build", ".swiftpm"]

  private static func paths(under folder: String) throws -> [String] {
    let place = folder.isEmpty ? root : root.appendingPathComponent(folder)
    let names = try FileManager.default.contentsOfDirectory(atPath: place.path).sorted()
    return try names.filter { !foreign.contains($0) }.flatMap { name in
      let path = folder.isEmpty ? name : "\(folder)/\(name)"
      return isFolder(path) ? try paths(under: path) : [path]
    }
  }

  private static func isFolder(_ path: String) -> Bool {
    let place = root.appendingPathComponent(path)
    return (try? place.resourceValues(forKeys: [.isDirectoryKey]).isDirectory) == true
  }
}
