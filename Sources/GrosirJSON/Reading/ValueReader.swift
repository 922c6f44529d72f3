/// Reads one JSON value into a value of its own, or notes in the context what is wrong with it.
///
/// Readers are small values that are put together: `.array(of: .integer(1...9), count: 1...3)`. A new kind of value is
/// a new reader in its own file, with a static member to name it:
///
/// ```swift
/// struct InstantReader: ValueReader { … }
///
/// extension ValueReader where Self == InstantReader {
///   static var instant: InstantReader { InstantReader() }
/// }
/// ```
public protocol ValueReader<Value> {
  /// What is read.
  associatedtype Value

  /// The value, or nil after at least one violation has been noted.
  ///
  /// A reader must return nil exactly if it noted something, and must go on as far as it can, so that everything that
  /// is wrong is found in one go.
  func read(_ value: JSONValue, in context: ReadingContext) -> Value?
}
