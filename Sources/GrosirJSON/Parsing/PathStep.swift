internal import GrosirCore

/// One step of the way to a value.
///
/// While a document is walked the way is a stack of these, which costs next to nothing; only a violation turns it into
/// a `FieldPath`.
enum PathStep {
  case name(String)
  case index(Int)
}

extension FieldPath {
  /// The path of these steps from the outermost value.
  init(_ steps: some Sequence<PathStep>) {
    self = steps.reduce(FieldPath.root) { path, step in
      switch step {
      case .name(let name): path.field(name)
      case .index(let position): path.index(position)
      }
    }
  }
}
