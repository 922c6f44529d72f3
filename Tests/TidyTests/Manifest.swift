import Foundation

/// What the package's manifest declares, as far as arrows are concerned.
struct Manifest: Decodable {
  let dependencies: [Dependency]
  let products: [Product]
  let targets: [Target]

  /// Another package; what it is does not matter, since there may be none.
  struct Dependency: Decodable {}

  struct Product: Decodable {
    let name: String
    let targets: [String]
  }

  struct Target: Decodable {
    let name: String
    let type: String
    let path: String?
    let dependencies: [TargetDependency]

    /// The names of the targets it depends on.
    var targets: [String] { dependencies.compactMap(\.name) }
  }

  /// `{"byName": ["GrosirCore", null]}`, `{"target": …}` or `{"product": …}`.
  struct TargetDependency: Decodable {
    let name: String?

    init(from decoder: any Decoder) throws {
      let kinds = try decoder.singleValueContainer().decode([String: [Part]].self)
      name = kinds.values.first?.first?.text
    }
  }

  /// A name, or what may stand after it.
  private struct Part: Decodable {
    let text: String?

    init(from decoder: any Decoder) throws {
      text = try? decoder.singleValueContainer().decode(String.self)
    }
  }

  init(json: Data) throws {
    self = try JSONDecoder().decode(Manifest.self, from: json)
  }

  /// The declared dependencies that the table does not allow.
  func offences(against table: ModuleTable) -> [String] {
    targets.filter { $0.type != "test" && $0.path?.hasPrefix("Sources/Examples") != true }.flatMap { target in
      target.targets.filter { !table.reach(of: target.name).contains($0) }
        .map { "Package.swift: \(target.name) may not depend on \($0)" }
    }
  }
}
