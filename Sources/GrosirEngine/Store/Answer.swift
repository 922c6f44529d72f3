public import GrosirCore

/// What a command is answered: the same again when it is given again.
public enum Answer: Sendable, Hashable {
  /// It was done; its receipt.
  case accepted(AnswerContent)
  /// It was refused; why.
  case refused(AnswerContent)

  /// The same, as whoever keeps records keeps it: what is answered first is then what will be answered again.
  package var onRecord: Answer {
    switch self {
    case .accepted(let receipt): .accepted(AnswerContent(receipt.record))
    case .refused(let reason): .refused(AnswerContent(reason.record))
    }
  }
}

/// A receipt or the reason of a refusal: as it was made, or as it was put on record.
///
/// A store in memory keeps it as it was made, and spares itself a record that is mostly larger, and mostly read by
/// nobody. Two are equal if they say the same on record.
public struct AnswerContent: Sendable, Hashable {
  @usableFromInline let kept: any KeptContent

  /// What was put on record.
  public init(_ record: Record) { kept = RecordedContent(record) }

  /// What a command has made.
  @inlinable
  public init(made value: some Recordable) { kept = MadeContent(value) }

  /// Everything there is to know of it.
  public var record: Record { kept.record }

  /// What was made, or what the record says was; nil if it says something else.
  @inlinable
  public func value<Value: Recordable>(as type: Value.Type = Value.self) -> Value? {
    (kept as? MadeContent<Value>)?.value ?? Value(record: kept.record)
  }

  /// Whether both say the same on record.
  public static func == (left: AnswerContent, right: AnswerContent) -> Bool {
    left.kept === right.kept || left.record == right.record
  }

  /// Feeds what it says on record.
  public func hash(into hasher: inout Hasher) { hasher.combine(record) }
}

extension AnswerContent: CustomStringConvertible {
  /// What it says on record.
  public var description: String { "\(record)" }
}

/// A receipt or reason behind one reference.
@usableFromInline
protocol KeptContent: AnyObject, Sendable {
  /// Everything there is to know of it.
  var record: Record { get }
}

/// One of which only the record is known.
private final class RecordedContent: KeptContent {
  let record: Record
  init(_ record: Record) { self.record = record }
}

/// One as it was made.
@usableFromInline
final class MadeContent<Value: Recordable>: KeptContent {
  @usableFromInline let value: Value

  @inlinable
  init(_ value: Value) { self.value = value }

  @usableFromInline var record: Record { value.record }
}
