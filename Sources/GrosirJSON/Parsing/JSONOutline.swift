/// The shape of a document: what stands where and in which order, without the values.
///
/// The scan makes it, and the decoder is then asked for exactly what is there: never for a type the value does not
/// have, which costs it microseconds each time, and for the members of an object in their written order, which it
/// does not keep.
struct JSONOutline {
  /// Every value in the order in which it begins.
  var nodes: [Node] = []

  /// The names of all members, unescaped, in the order in which they are written.
  var names: [String] = []

  /// One value.
  struct Node {
    /// What it is.
    let kind: Kind
    /// Where its first byte is.
    let offset: Int
    /// Members of an object, elements of a list, bytes of a number; otherwise zero.
    var count: Int
  }

  /// What a value is.
  enum Kind {
    case null, bool, integer, number, string, array, object
  }
}
